// Makes a few things faster; none of them is needed. Each part stands alone, so that one can fail without the others.
'use strict';

function part(work) {
  try { work(); } catch (error) { console.warn(error); }
}

// "/" puts the cursor into the search field.
part(() => {
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    const field = document.querySelector('input[type=search]');
    if (event.key !== '/' || typing || !field || document.documentElement.dataset.keys === 'off' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
});

// Titles under the search field; Enter always goes to the results.
part(() => {
  const form = document.querySelector('form.find');
  const field = form && form.querySelector('input[type=search]');
  if (!field) return;
  const locale = document.documentElement.lang;
  const address = form.action.replace(/\/[^/]+\/search$/, '/api/v1/autocomplete');
  const list = document.createElement('datalist');
  list.id = 'completions';
  form.append(list);
  field.setAttribute('list', list.id);
  let waiting;
  let asked = '';
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    const text = field.value.trim();
    if (text.length < 2 || text === asked) return;
    waiting = setTimeout(async () => {
      asked = text;
      const query = new URLSearchParams({ q: text, locale, limit: '6' });
      const answer = await fetch(`${address}?${query}`).catch(() => null);
      if (!answer || !answer.ok || asked !== text) return;
      const { completions } = await answer.json();
      list.replaceChildren(...completions.map(({ text: title }) => new Option(title, title)));
    }, 150);
  });
});

// Buttons that copy a text or a field, and say so.
part(() => {
  if (!navigator.clipboard) return;
  const said = document.createElement('p');
  said.className = 'vh';
  said.setAttribute('role', 'status');
  document.body.append(said);
  for (const button of document.querySelectorAll('button[data-copied]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const from = document.getElementById(button.dataset.copyFrom);
      await navigator.clipboard.writeText(from ? from.value : button.dataset.copy);
      said.textContent = button.dataset.copied;
      const label = button.querySelector('[data-label]') || button;
      label.textContent = button.dataset.copied;
    });
  }
});

// Times of day in the reader's own time; where that is another day which cannot be written alike, they stay in UTC.
part(() => {
  const { lang } = document.documentElement;
  const day = (at, timeZone) => at.toLocaleDateString(lang === 'en' ? 'en-GB' : lang, { day: 'numeric', month: 'short', year: 'numeric', timeZone });
  const write = (root) => {
    for (const time of root.querySelectorAll('time[datetime$=Z]')) {
      const at = new Date(time.dateTime);
      const told = time.textContent;
      const [there, here] = [day(at, 'UTC'), day(at)];
      if (!/\d:\d\d UTC/.test(told) || (there !== here && /\d{4}/.test(told) && !told.includes(there))) continue;
      const clock = `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
      time.textContent = told.replace(there, here).replace(/\d+:\d\d UTC/, clock);
      time.title = told;
    }
  };
  write(document);
  document.addEventListener('renewed', (event) => write(event.target));
});
