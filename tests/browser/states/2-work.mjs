// What editors see. What has to exist for a state is made on the way to it.
export const role = 'editor';

// What is missing does not keep anybody from pressing a button.
const submit = (page, value) => page.locator(`main button[value="${value}"]`).first().click({ force: true });

async function write(page, title, resolution = '1. Mira.\n2. Espera.') {
  await page.goto('/w/articles/new');
  await page.selectOption('select[name=locale]', 'es');
  await page.fill('input[name=title]', title);
  await page.fill('textarea[name=reply]', 'Mira y espera.');
  await page.fill('textarea[name=resolution]', resolution);
  await page.locator('#topics input[type=checkbox]').first().check();
  await submit(page, 'save');
  await page.waitForURL(/\/edit/);
}

const first = async (page, list, selector) => {
  await page.goto(list);
  await page.goto(await page.locator(selector).first().getAttribute('href'));
};

export function states({ said }) {
  return [
    ['/w/conversations', '/w/conversations'],
    ['/w/conversations, none', async page => {
      await page.goto('/w/conversations');
      const channels = await page.locator('select[name=channel] option').evaluateAll(options => options.map(option => option.value));
      for (const channel of channels) {
        await page.goto(`/w/conversations?status=open&linked=yes&lang=en&channel=${encodeURIComponent(channel)}`);
        if (!await page.locator('ul.lines').count()) break;
      }
    }, 'main > p.body'],
    ['/w/conversations, narrowed', '/w/conversations?status=resolved&linked=no&lang=es', 'ul.lines li'],
    ['/w/conversations, another one beside them', async page => {
      await page.goto('/w/conversations?status=resolved');
      await page.locator('.talks p a:not([aria-current])').nth(1).click();
    }, 'aside .msgs'],
    ['a conversation without an article', page => first(page, '/w/conversations?status=resolved&linked=no', 'ul.lines h2 a')],
    ['a conversation with an article', page => first(page, '/w/conversations?status=resolved&linked=yes', 'ul.lines h2 a')],
    ['a conversation just resolved', async page => {
      await page.goto('/w/conversations?status=open');
      await page.locator('ul.lines h2 a').first().click();
      await submit(page, 'resolve');
    }, 'main [role=status]'],
    ['a conversation linked with nothing', async page => {
      await first(page, '/w/conversations?q=factura', 'ul.lines h2 a');
      await page.fill('input[name=article]', 'zzzz');
      await submit(page, 'link');
    }, '.errs'],
    ['/w/articles', '/w/articles'],
    ['/w/articles, searched', '/w/articles?q=factura', 'tbody tr'],
    ['/w/articles, none', '/w/articles?q=zzzzqqqq', 'main .body > p'],
    ['/w/articles, work in progress', '/w/articles?state=work_in_progress', 'tbody tr'],
    ['/w/articles/new', '/w/articles/new'],
    ['/w/articles/new with a problem', async page => {
      await page.goto('/w/articles/new');
      await submit(page, 'save');
    }, '.errs'],
    ['a draft with personal data to decide on', async page => {
      await page.goto('/w/articles?state=work_in_progress');
      const paths = await page.locator('tbody a').evaluateAll(links => links.map(link => link.getAttribute('href')));
      for (const path of paths) {
        await page.goto(path);
        if (await page.locator('[data-redaction]').count()) break;
      }
    }, '[data-redaction]'],
    ['a draft whose publishing was refused', async page => {
      await page.fill('input[name=title]', '');
      await submit(page, 'publish');
    }, '.errs'],
    ['a draft with advice', async page => {
      await write(page, 'Me han cobrado dos veces la misma factura', 'Hola. Mira [esto](/es/a/zzzz-no).');
    }, '.checks .hint .why'],
    ['a draft with a choice of why to archive it', async page => {
      await write(page, 'Rubíes debajo del felpudo');
      await page.selectOption('select[name=why]', 'ended');
    }],
    ['a draft somebody else has saved meanwhile', async page => {
      const path = page.url();
      const other = await page.context().newPage();
      await other.goto(path);
      await other.fill('textarea[name=reply]', 'Mira debajo.');
      await submit(other, 'save');
      await other.waitForURL(/done=saved/);
      await other.close();
      await page.fill('textarea[name=reply]', 'Mira encima.');
      await submit(page, 'save');
      await page.locator('.errs').waitFor();
      await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
    }],
    ['a draft previewed', async page => {
      await write(page, 'Perlas dentro del cajón', `${'Mira todos los cajones. '.repeat(40)}\n\n| Cajón | Perlas |\n|---|---|\n| ${'primero '.repeat(20)} | ${'x'.repeat(80)} |`);
      await page.fill('textarea[name=reply]', 'Mira todos los cajones. '.repeat(14));
      await submit(page, 'preview');
    }, '.prev .tbl, .prev table'],
    ['a draft as a channel cuts it', page => page.locator('.seen label:has(input[value=x])').click(), '.seen .post .gone'],
    ['a draft as a channel carries it whole', page => page.locator('.seen label:has(input[value=facebook])').click(), '.seen .post'],
    ['an article just published', async page => {
      await page.fill('textarea[name=reply]', 'Mira el cajón.');
      await submit(page, 'publish');
      await page.waitForURL(/done=published/);
    }],
    ['the same on the public site, with a wide table', page => page.locator('.bar a[href*="/es/a/"]').click(), '.prose table'],
    ['the same withdrawn', async page => {
      const shown = page.url();
      await first(page, '/w/articles?q=perlas', 'tbody a:has-text("Perlas")');
      await page.selectOption('select[name=why]', 'wrong');
      await submit(page, 'archive');
      await page.waitForURL(/done=archived/);
      await page.evaluate(address => sessionStorage.setItem('withdrawn', address), shown);
    }, '.undo button'],
    ['the same withdrawn, on the public site', async page => {
      const shown = await page.evaluate(() => sessionStorage.getItem('withdrawn'));
      const answer = await page.goto(shown);
      if (answer.status() !== 410) throw new Error(String(answer.status()));
    }],
    ['a published article', page => first(page, '/w/articles?state=validated&lang=es', 'tbody a')],
    ['its history', page => page.locator('a[href$="/history"]').click(), '.reds li'],
    ['a history with a difference', async page => {
      await first(page, '/w/articles?q=rub%C3%ADes', 'tbody a:has-text("Rubíes")');
      await page.fill('textarea[name=resolution]', '1. Mira mejor.\n2. Espera un poco.');
      await submit(page, 'save');
      await page.waitForURL(/done=saved/);
      await page.locator('a[href$="/history"]').click();
      await page.locator('.reds a').first().click();
    }, 'ins, del'],
    ['/w/reply', '/w/reply'],
    ['/w/reply with a problem', async page => {
      await page.goto('/w/reply');
      await page.locator('form[action$="/w/reply"] button.go').click();
    }, '.errs'],
    ['/w/reply with answers', async page => {
      await page.goto('/w/reply');
      await page.fill('textarea[name=text]', '@BriznaAyuda me habéis cobrado dos veces la misma factura!!');
      await page.selectOption('select[name=channel]', 'x');
      await page.locator('form[action$="/w/reply"] button.go').click();
    }, '[data-insert]'],
    ['/w/reply over the limit', page => page.fill('textarea.sendable', 'Ya lo miramos. '.repeat(30)), '#count-reply.over'],
    ['/w/reply with personal data', async page => {
      await page.fill('textarea.sendable', 'Llama al 612 345 678.');
      await page.locator('button[name=outcome][value=sent]').first().click();
    }, '.errs'],
    ['/w/reply after sending', async page => {
      await page.fill('textarea.sendable', 'Ya lo miramos.');
      await page.locator('button[name=outcome][value=sent]').first().click();
    }, 'main [role=status]'],
    ['/w/reply without an answer', async page => {
      await page.goto('/w/reply');
      await page.fill('textarea[name=text]', 'vendéis bicicletas eléctricas plegables');
      await page.locator('form[action$="/w/reply"] button.go').click();
    }],
    ['/w/reply to a conversation', async page => {
      await page.goto('/w/conversations?status=open');
      await page.locator('ul.lines h2 a').first().click();
      await page.locator('main a[href*="/w/reply/"]').first().click();
    }],
    ['the list of keys', async page => {
      await page.goto('/w/conversations');
      await page.keyboard.press('?');
    }, 'dialog[open]'],
    ['/w/me', '/w/me'],
    ['/w/me after a change', async page => {
      await page.goto('/w/me');
      await page.locator('form:has(select[name=locale]) button').click();
    }, 'main [role=status]'],
    ['/w/first', '/w/first'],
    ['a page for admins', '/admin/'],
    ['no such page of the desk', '/w/no-such-page'],
    ['a form that came from elsewhere', async page => {
      await page.goto('/w/me');
      await page.$eval('form:has(select[name=locale]) input[name=csrf]', field => { field.value = 'elsewhere'; });
      await page.locator('form:has(select[name=locale]) button').click();
    }],
    ['a form sent after the session ended', async page => {
      await page.goto('/w/articles/new');
      await page.fill('input[name=title]', 'Ópalos en la maceta');
      await page.fill('textarea[name=resolution]', '1. Mira.\n2. Riega.');
      await page.context().clearCookies({ name: 'precedent_session' });
      await submit(page, 'save');
    }, 'input[name=resume]'],
    ['the same with a wrong password', async page => {
      await page.fill('input[name=email]', 'nobody@example.com');
      await page.fill('input[name=password]', 'not the password');
      await page.locator('form[action$="/login"] button').click();
    }, '.errs'],
    ['signed in again, the form still there', async page => {
      const [, email, password] = said().match(/^\s*editor\s+(\S+)\s+(\S+)/m);
      await page.fill('input[name=email]', email);
      await page.fill('input[name=password]', password);
      await page.locator('form[action$="/login"] button').click();
    }, 'input[type=hidden][name=title]'],
    ['the form sent at last', async page => {
      await page.locator('main button.go').click();
      await page.waitForURL(/done=saved/);
      const kept = [await page.inputValue('input[name=title]'), await page.inputValue('textarea[name=resolution]')];
      if (kept.join() !== 'Ópalos en la maceta,1. Mira.\n2. Riega.') throw new Error(kept.join());
    }],
  ];
}
