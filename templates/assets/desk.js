// Keys for people who work here all day. Whatever a key does, a visible button or link does too: elements name their keys in
// `data-key`. Each part stands alone, so that one can fail without the others.
'use strict';

(() => {
  const attempt = (work) => { try { work(); } catch (error) { console.warn(error); } };
  const root = document.documentElement;
  const single = () => root.dataset.keys !== 'off';
  const dialog = () => document.getElementById('keys');
  const isTyping = (target) => target instanceof Element
    && target.matches('textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])');
  const visible = (element) => element.getClientRects().length > 0;
  const keyed = () => [...document.querySelectorAll('[data-key]')].filter(visible);
  const item = (element) => element.closest('[data-list] > *, [data-redaction], .sug');

  // What a key press is called in `data-key`.
  function named(event) {
    if (event.altKey && /^Digit\d$/.test(event.code)) return `Alt ${event.code.slice(5)}`;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return `Ctrl ${event.key.length === 1 ? event.key.toUpperCase() : event.key}`;
    return event.altKey ? '' : event.key;
  }

  // Of several elements with the same key, the one in the item that has the focus; else the one of the chosen item, or the first.
  function pick(key) {
    const all = keyed().filter((element) => element.dataset.key === key);
    const own = document.activeElement && item(document.activeElement);
    const near = all.find((element) => own && own.contains(element));
    if (near) return near;
    const first = all.find((element) => element.closest('.on')) || all[0];
    // What decides about something needs it to be looked at first.
    const undecided = first && first.closest('[data-redaction]');
    if (!undecided) return first;
    undecided.querySelector('button').focus();
    return null;
  }

  function use(element) {
    if (element.matches('a, button, summary')) { element.click(); return; }
    if (!element.matches('input, textarea, select')) element.tabIndex = -1;
    element.focus();
  }

  // Moves to the next or previous item of a kind; from elsewhere, to the chosen one.
  function move(selector, step) {
    const items = [...document.querySelectorAll(selector)].filter(visible);
    if (!items.length) return;
    const at = items.findIndex((one) => one.contains(document.activeElement));
    const chosen = items.find((one) => one.matches('.on') || one.querySelector('[aria-current]'));
    const next = at < 0 ? chosen || items[0] : items[Math.min(Math.max(at + step, 0), items.length - 1)];
    const target = next.querySelector('a, button');
    if (target) target.focus();
    next.scrollIntoView({ block: 'nearest' });
    follow();
  }

  const renewed = (part) => part.dispatchEvent(new Event('renewed', { bubbles: true }));
  async function fetched(address, options) {
    const answer = await fetch(address, options).catch(() => null);
    return answer && answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  }

  // Beside the inbox stands one of its conversations. Keys act on the row that has the focus, so what stands beside the list
  // follows them there.
  let beside = document.querySelector('.talks > .on');
  let following;
  let asked = 0;
  const aside = () => document.querySelector('.inb-prev');
  const focused = () => document.activeElement && document.activeElement.closest('.talks > li');
  const isBehind = () => focused() && focused() !== beside && aside() && visible(aside());

  async function show(row) {
    clearTimeout(following);
    asked += 1;
    const mine = asked;
    const glance = (one) => one.querySelector('[href*="preview="]');
    const page = await fetched(glance(row).href);
    const fresh = page && page.querySelector('.inb-prev');
    if (!fresh || mine !== asked) return false;
    aside().replaceWith(fresh);
    beside.classList.remove('on');
    glance(beside).removeAttribute('aria-current');
    beside = row;
    row.classList.add('on');
    glance(row).setAttribute('aria-current', 'true');
    history.replaceState(null, '', glance(row).href);
    renewed(fresh);
    return true;
  }

  function follow() {
    clearTimeout(following);
    if (isBehind()) following = setTimeout(show, 150, focused());
  }

  async function press(key) {
    const row = focused();
    const found = await show(row) && focused() === row && pick(key);
    if (found) use(found);
  }

  const LIST = '[data-list] > *, .sug';
  const moves = {
    j: () => move(LIST, 1),
    k: () => move(LIST, -1),
    ']': () => move('[data-redaction]', 1),
    '[': () => move('[data-redaction]', -1),
    o: () => {
      const own = item(document.activeElement);
      const link = own && own.querySelector('a');
      if (link) link.click();
    },
    '?': () => dialog() && dialog().showModal(),
  };

  attempt(() => {
    let before = '';
    document.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.isComposing) return;
      const pressed = named(event);
      const letter = pressed.length === 1;
      if (isTyping(event.target)) {
        if (pressed === 'Escape') { event.target.blur(); return; }
        if (letter) return;
      }
      if ((letter && !single()) || (dialog() && dialog().open)) return;
      const two = before === 'g' ? `g ${pressed}` : '';
      before = pressed === 'g' ? 'g' : '';
      const step = { ArrowDown: 1, ArrowUp: -1 }[pressed];
      if (step && !event.shiftKey && !event.target.matches('input, select, textarea') && document.activeElement.closest(LIST)) {
        event.preventDefault();
        move(LIST, step);
        return;
      }
      const found = (two && pick(two)) || pick(pressed);
      if (letter && isBehind() && !Object.hasOwn(moves, pressed) && (!found || aside().contains(found))) {
        event.preventDefault();
        press(pressed);
        return;
      }
      if (!found && !Object.hasOwn(moves, pressed)) return;
      event.preventDefault();
      if (found) use(found);
      else moves[pressed]();
    });
  });

  // The list of this screen's keys.
  attempt(() => {
    const list = dialog().querySelector('dl');
    const has = { list: LIST, redactions: '[data-redaction]' };
    for (const row of list.querySelectorAll('[data-only]')) row.hidden = !document.querySelector(has[row.dataset.only]);
    const known = new Set();
    for (const element of keyed()) {
      const { key } = element.dataset;
      if (known.has(key)) continue;
      known.add(key);
      const row = document.createElement('div');
      const term = document.createElement('dt');
      for (const part of key.split(' ')) term.append(Object.assign(document.createElement('kbd'), { textContent: part }), ' ');
      const label = element.dataset.keyLabel || element.getAttribute('aria-label') || element.textContent;
      row.append(term, Object.assign(document.createElement('dd'), { textContent: label.trim() }));
      list.append(row);
    }
    for (const opener of document.querySelectorAll('[data-opens-keys]')) {
      opener.hidden = false;
      opener.addEventListener('click', () => dialog().showModal());
    }
  });

  // The suggestion that has the focus is the one that keys act on.
  attempt(() => {
    document.addEventListener('focusin', ({ target }) => {
      const card = target.closest('.sug');
      if (!card) return;
      for (const other of document.querySelectorAll('.sug.on')) other.classList.remove('on');
      card.classList.add('on');
    });
  });

  // Buttons that only make sense with, or only without, a script.
  attempt(() => {
    for (const element of document.querySelectorAll('[data-unscripted]')) element.hidden = true;
    for (const element of document.querySelectorAll('[data-scripted]')) element.hidden = false;
  });

  // What is typed survives a reload, as long as this tab is open and the page still starts from the same text.
  attempt(() => {
    const place = (field) => `typed:${location.pathname}:${field.form ? field.form.action : ''}:${field.name}:${field.id}`;
    for (const form of document.querySelectorAll('form[data-keep]')) {
      const fields = [...form.elements].filter((field) => field.matches('textarea, input[type=text], input[data-kept]'));
      for (const field of fields) {
        // The default of a hidden field changes with its value.
        const from = field.defaultValue;
        const kept = JSON.parse(sessionStorage.getItem(place(field)) || 'null');
        if (kept && kept.from === from) field.value = kept.text;
        field.addEventListener('input', () => {
          sessionStorage.setItem(place(field), JSON.stringify({ from, text: field.value }));
        });
      }
      form.addEventListener('submit', () => fields.forEach((field) => sessionStorage.removeItem(place(field))));
    }
  });

  // What changes while a job runs is fetched again and again; a part that holds the focus is left alone.
  attempt(() => {
    const parts = () => [...document.querySelectorAll('[data-live]')];
    const isLive = () => parts().some((part) => part.dataset.live);
    const again = async () => {
      const page = await fetched(location.pathname);
      const fresh = page ? [...page.querySelectorAll('[data-live]')] : [];
      parts().forEach((part, place) => {
        if (!fresh[place] || part.contains(document.activeElement)) return;
        part.replaceWith(fresh[place]);
        renewed(fresh[place]);
      });
      if (isLive()) setTimeout(again, 2000);
    };
    if (isLive()) setTimeout(again, 2000);
  });

  // The preview of an article follows what is typed.
  attempt(() => {
    const button = document.querySelector('button[form=edit][value=preview]');
    if (!button) return;
    const { form } = button;
    let waiting;
    let asked = 0;
    const show = async () => {
      asked += 1;
      const mine = asked;
      const body = new URLSearchParams(new FormData(form));
      body.set('do', 'preview');
      const page = await fetched(form.action, { method: 'POST', body });
      if (!page || mine !== asked) return;
      const parts = (where) => [...where.querySelectorAll('[data-preview]')];
      const names = (all) => all.map((part) => part.dataset.preview).join();
      const [now, fresh] = [parts(document), parts(page)];
      // A first short answer brings new choices.
      if (names(now) === names(fresh)) now.forEach((part, place) => part.isEqualNode(fresh[place]) || part.replaceWith(fresh[place]));
      else document.querySelector('.seen').parentElement.replaceWith(page.querySelector('.seen').parentElement);
    };
    form.addEventListener('input', (event) => {
      if (event.target.name === 'as') return;
      clearTimeout(waiting);
      waiting = setTimeout(show, 500);
    });
    if ([...form.elements].some((field) => field.defaultValue !== undefined && field.value !== field.defaultValue)) show();
  });

  // The reply: a suggestion goes into it at once, and the server counts it while it is typed.
  const reply = document.querySelector('#compose textarea');

  function put(field, text) {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  // The whole reply anew, with the first thing to fill in chosen.
  function write(all) {
    reply.focus();
    reply.select();
    // Typed for the writer, so that it can be undone like anything typed.
    if (!document.execCommand('insertText', false, all)) put(reply, all);
    const gap = /\{[^{}]+\}/.exec(reply.value);
    const end = reply.value.length;
    if (gap) reply.setSelectionRange(gap.index, gap.index + gap[0].length);
    else reply.setSelectionRange(end, end);
  }

  function shown() {
    const { article } = reply.form.elements;
    for (const tag of document.querySelectorAll('[data-inserted]')) {
      const card = tag.closest('.sug');
      tag.hidden = !article.value || card.querySelector('[data-insert]').dataset.insert !== article.value;
      card.classList.toggle('on', !tag.hidden);
    }
  }

  attempt(() => {
    if (!reply) return;
    const { article, inserted } = reply.form.elements;
    for (const button of document.querySelectorAll('[data-insert]')) {
      button.addEventListener('click', (event) => {
        event.preventDefault();
        const { text } = button.dataset;
        const before = inserted.value.trim();
        const { signature } = reply.form.dataset;
        let own = reply.value.trim();
        if (signature && own.endsWith(signature)) own = own.slice(0, -signature.length).trim();
        if (before && own.endsWith(before)) own = own.slice(0, -before.length).trim();
        // An opening is one sentence, and the answer follows it on the same line.
        const opens = reply.form.elements.opened.value !== 'none' && /^[^.\n]*\.$/.test(own);
        const all = `${own ? `${own}${opens ? ' ' : '\n\n'}` : ''}${text}${signature ? ` ${signature}` : ''}`;
        put(article, button.dataset.insert);
        put(inserted, text);
        write(all);
        shown();
      });
    }
    shown();
  });

  attempt(() => {
    if (!reply) return;
    const form = reply.form;
    const count = document.getElementById('count-reply');
    const warnings = document.getElementById('reply-warnings');
    const shorten = form.querySelector('[data-when-over]');
    const set = (words, state) => {
      if (count.textContent !== words) count.textContent = words;
      count.className = `xs num ${state}`;
      shorten.hidden = state !== 'over';
    };
    set(count.textContent, count.classList.contains('over') ? 'over' : '');
    let waiting;
    let asked = null;
    const ask = async () => {
      const text = reply.value;
      asked = text;
      const answer = await fetch(form.dataset.count, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => null);
      if (!answer || !answer.ok || asked !== text) return;
      const told = await answer.json();
      set(told.words, told.state);
      const { opening, opened } = form.elements;
      opening.value = told.opening;
      opened.value = told.opening;
      if (told.reply !== null) write(told.reply);
      const before = [...warnings.children].map((one) => one.textContent).join();
      if (before === told.warnings.join()) return;
      warnings.replaceChildren(...told.warnings.map((words) => Object.assign(document.createElement('li'), { textContent: words })));
    };
    reply.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(ask, 200); });
    for (const choice of form.elements.opening) choice.addEventListener('change', ask);
    if (reply.value !== reply.defaultValue) ask();
  });

  // On a narrow screen the pages of administration stand in a strip: the present one comes into sight.
  attempt(() => {
    const strip = document.querySelector('.admin > .side');
    const here = strip && strip.querySelector('[aria-current=page]');
    if (here && strip.scrollWidth > strip.clientWidth) strip.scrollLeft += here.getBoundingClientRect().left - strip.getBoundingClientRect().left - 16;
  });
})();
