// Makes a few things faster; none of them is needed. Each part stands alone, so that one can fail without the others.
'use strict';

function part(work) {
  try { work(); } catch (error) { console.warn(error); }
}

// "/" puts the cursor into the search field.
part(() => {
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    const field = document.querySelector('form.find input[name=q], input[type=search]');
    if (event.key !== '/' || typing || !field || document.documentElement.dataset.keys === 'off' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
});

// Titles under the search field, as a list to choose from: arrow keys and Enter, or a tap, open the answer. Enter in the
// field itself always goes to the results.
part(() => {
  const form = document.querySelector('form.find');
  const field = form && form.querySelector('input[name=q]');
  if (!field || !/\/search$/.test(form.action)) return;
  const locale = document.documentElement.lang;
  const address = form.action.replace(/\/[^/]+\/search$/, '/api/v1/autocomplete');
  const list = document.createElement('ul');
  const give = (element, names) => Object.entries(names).forEach(([name, value]) => element.setAttribute(name, value));
  give(list, { id: 'completions', role: 'listbox', 'aria-label': field.labels[0].textContent.trim() });
  list.hidden = true;
  // Here, so that pages without a script do without it.
  const style = new CSSStyleSheet();
  style.replaceSync(`.find { position: relative }
    #completions:not([hidden]) { position: absolute; z-index: 5; inset-inline: 0; inset-block-start: calc(100% + .25rem); display: grid; list-style: none; margin: 0; padding: var(--p1) 0; background: var(--surface); color: var(--ink); border: 1px solid var(--line-strong); border-radius: var(--r-m); box-shadow: 0 14px 40px -18px #000b; font-size: var(--t-s); text-align: start }
    #completions li { padding: .6rem var(--p4); min-block-size: 2.75rem; cursor: pointer }
    #completions li:hover, #completions [aria-selected=true] { background: var(--accent-soft) }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  form.append(list);
  // A field for searches may be no combobox.
  give(field, { type: 'text', role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' });
  let waiting;
  let asked = '';
  let chosen = -1;
  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((option, own) => option.setAttribute('aria-selected', own === place));
    const option = list.children[place];
    if (option) {
      field.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else field.removeAttribute('aria-activedescendant');
  };
  const show = (is) => {
    list.hidden = !is || !list.children.length;
    field.setAttribute('aria-expanded', !list.hidden);
    choose(-1);
  };
  const open = (option) => {
    const { pathname, search } = new URL(option.dataset.url, location.href);
    location.assign(pathname + search);
  };
  const fill = (completions) => {
    list.replaceChildren(...completions.map(({ text, url }, place) => {
      const option = document.createElement('li');
      give(option, { id: `completion-${place}`, role: 'option', dir: 'auto', 'data-url': url });
      option.textContent = text;
      return option;
    }));
    show(document.activeElement === field);
  };
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    const text = field.value.trim();
    asked = text;
    if (text.length < 2) return fill([]);
    waiting = setTimeout(async () => {
      const query = new URLSearchParams({ q: text, locale, limit: '6' });
      const answer = await fetch(`${address}?${query}`).catch(() => null);
      if (answer && answer.ok && asked === text) fill((await answer.json()).completions);
    }, 150);
  });
  field.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const many = list.children.length;
    if (event.isComposing) return;
    if (step && many) {
      // One place more than there are options: the field itself.
      const next = list.hidden ? (step > 0 ? 0 : many - 1) : (chosen + 1 + step + many + 1) % (many + 1) - 1;
      if (list.hidden) show(true);
      choose(next);
      event.preventDefault();
    } else if (event.key === 'Enter' && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      open(list.children[chosen]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  field.addEventListener('blur', () => show(false));
  form.addEventListener('submit', () => show(false));
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('li');
    if (option) open(option);
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
