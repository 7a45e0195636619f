// What admins see, and what their changes make of the public site: incident, own colours and logo, a language that runs
// from right to left, answers grown old.
import { zipped } from '../zip.mjs';

export const role = 'admin';

const submit = (page, value) => page.locator(`main button[value="${value}"]`).first().click();
const go = page => page.locator('main button.go').first().click();

// An article as Markdown, reviewed long ago.
const old = (locale, title) => `---
id: grown-old-${locale}
group: grown-old
lang: ${locale}
title: ${title}
reply: "${title}."
topics: [billing]
confidence: validated
audience: public
date: 2024-01-02
updated: 2024-01-02
---

1. ${title}.
`;

async function bring(page, name, buffer) {
  await page.goto('/admin/import');
  await page.setInputFiles('input[type=file]', { name, mimeType: 'application/zip', buffer });
  await go(page);
  await page.waitForURL(/\/admin\/jobs\//);
  for (let tries = 0; tries < 50 && !await page.locator('.tag.ok, .tag.danger').count(); tries += 1) {
    await page.waitForTimeout(200);
    await page.reload();
  }
  if (!await page.locator('.tag.ok').count()) throw new Error(await page.locator('main').innerText());
}

// Waits until the index has followed, and goes to the article.
async function visit(page, locale, title) {
  for (let tries = 0; tries < 50; tries += 1) {
    await page.goto(`/${locale}/search?q=${encodeURIComponent(title)}`);
    const link = page.locator('main .best a, main .hits a').filter({ hasText: title });
    if (await link.count()) return link.first().click();
    await page.waitForTimeout(100);
  }
  throw new Error(`${title} is not found`);
}

async function colours(page, accent, hero) {
  await page.goto('/admin/theme');
  await page.fill('#light_accent', accent);
  await page.fill('#light_hero', hero);
  await submit(page, 'colours');
}

const first = async (page, list, selector) => {
  await page.goto(list);
  await page.goto(await page.locator(selector).first().getAttribute('href'));
};

const LOGO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAFoAAAAgCAIAAAAdc/jyAAAARElEQVR42u3QMQ0AAAgDsFlAC1rwb4UPDRxNqqCpHk4U6NChQ4cOHTp06NChQ4cOHTp06NChAx06dOjQoUOHDh06dHyzfUu5m3ARi3AAAAAASUVORK5CYII=', 'base64');
const PERSONAL = 'Soy Nuria Gómez Ortega, mi DNI es 12345678Z, llamadme al 612 345 678 o nuria@ejemplo.es. IBAN ES91 2100 0418 4502 0005 1332.';

export function states() {
  return [...seen(), ...acting(), ...data()];
}

function seen() {
  return [
    ['/admin/', '/admin/'],
    ['/admin/ with what is fine', async page => {
      await page.goto('/admin/');
      await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
    }],
    ['/admin/site', '/admin/site'],
    ['/admin/site with a problem', async page => {
      await page.goto('/admin/site');
      await page.$eval('input[name=name]', field => field.removeAttribute('required'));
      await page.fill('input[name=name]', '');
      await submit(page, 'words');
    }, '.errs'],
    ['/admin/site with an incident whose news come before it', async page => {
      await page.goto('/admin/site');
      await page.fill('#since', '2026-03-01T12:00');
      await page.fill('#next', '2026-03-01T11:00');
      await page.fill('#more', 'nowhere');
      await submit(page, 'incident');
    }, '.errs'],
    ['/admin/site while an incident is told', async page => {
      await page.goto('/admin/site');
      await page.fill('#incident_es', 'Sin fibra en Murcia y alrededores desde las 9:40. Daremos más noticias a las 18:00.');
      await page.fill('#incident_en', 'No fibre in and around Murcia since 9:40. More news at 18:00.');
      await page.fill('#since', '');
      await page.fill('#next', new Date(Date.now() + 90_000_000).toISOString().slice(0, 16));
      await page.fill('#more', '/es/ask');
      await submit(page, 'incident');
    }, 'button[value=end]'],
    ['/es/ with an incident', '/es/', '.status'],
    ['/en/ search with an incident', '/en/search?q=bill', '.status'],
    ['/es/ with an incident ended', async page => {
      await page.goto('/admin/site');
      await submit(page, 'end');
      await page.goto('/es/');
    }],
    ['/admin/site/accessibility', '/admin/site/accessibility'],
    ['/admin/site/privacy', '/admin/site/privacy'],
    ['/admin/theme', '/admin/theme'],
    ['/admin/theme with a colour refused', page => colours(page, '#ffd54f', '#ffd54f'), '.errs'],
    ['/admin/theme with own colours', page => colours(page, '#123f8c', '#0b2a5c'), 'button[value=reset]'],
    ['/admin/theme with a logo', async page => {
      await page.setInputFiles('input[type=file]', { name: 'logo.png', mimeType: 'image/png', buffer: LOGO });
      await submit(page, 'upload');
    }, '.logo-now img'],
    ['/es/ in own colours', '/es/', 'link[href*="/look/"]'],
    ['/en/ search in own colours', '/en/search?q=charged+twice'],
    ['/es/ article in own colours', page => first(page, '/es/', 'main .ranked a')],
    ['/admin/theme, the design\'s again', async page => {
      await page.goto('/admin/theme');
      await submit(page, 'remove');
      await submit(page, 'reset');
    }, 'main [role=status]'],
    ['/admin/languages', '/admin/languages'],
    ['/admin/languages with a problem', async page => {
      await page.goto('/admin/languages');
      await page.fill('input[name=locale]', 'not a tag!');
      await submit(page, 'add');
    }, '.errs'],
    ['/admin/languages with one from right to left', async page => {
      await page.goto('/admin/languages');
      await page.fill('input[name=locale]', 'ar');
      await submit(page, 'add');
    }, 'button[value="remove:ar"]'],
    ['/ar/', async page => {
      await page.goto('/ar/');
      const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
      if (lang !== 'ar' || dir !== 'rtl') throw new Error(`${lang} ${dir}`);
    }],
    ['/ar/ search', '/ar/search?q=factura'],
    ['/ar/ask', '/ar/ask'],
    ['/es/ with three languages', '/es/'],
    ['/admin/languages as before', async page => {
      await page.goto('/admin/languages');
      await submit(page, 'remove:ar');
    }, 'main [role=status]'],
    ['/admin/topics', '/admin/topics'],
    ['/admin/topics with a problem', async page => {
      await page.goto('/admin/topics');
      await submit(page, 'add');
    }, '.errs'],
    ['/admin/topics/{id}', page => first(page, '/admin/topics', '.things a')],
    ['/admin/channels', '/admin/channels'],
    ['/admin/targets', '/admin/targets', 'input[name^=target_]'],
    ['/admin/environments', '/admin/environments', 'textarea[name=values_0]'],
    ['/admin/synonyms', '/admin/synonyms'],
    ['/admin/synonyms with a problem', async page => {
      await page.goto('/admin/synonyms');
      await page.fill('input[name=words]', 'chip');
      await submit(page, 'add');
    }, '.errs'],
    ['/admin/synonyms with an entry', async page => {
      await page.goto('/admin/synonyms');
      await page.fill('input[name=words]', 'chip, tarjeta SIM');
      await submit(page, 'add');
    }, '.things li'],
    ['/admin/channels with one switched off', async page => {
      await page.goto('/admin/channels');
      await page.locator('main button[value^="disable:"]').first().click();
    }],
    ['/admin/channels/{id}', page => first(page, '/admin/channels', '.things a')],
    ['/admin/channels/{id} with a problem', async page => {
      await page.fill('input[name=url]', 'not an address');
      await page.fill('input[name=reply_limit]', 'many');
      await go(page);
    }, '.errs'],
  ];
}

function acting() {
  return [
    ['/admin/people', '/admin/people'],
    ['/admin/people with a new password', async page => {
      await page.goto('/admin/people');
      await page.fill('input[name=name]', 'Nadia Ferrer Etxeberria');
      await page.fill('input[name=email]', 'nadia.ferrer.etxeberria@brizna.example');
      await go(page);
    }, '.secret'],
    ['/admin/people with a problem', async page => {
      await page.goto('/admin/people');
      await page.fill('input[name=name]', 'Otra');
      await page.fill('input[name=email]', 'nadia.ferrer.etxeberria@brizna.example');
      await go(page);
    }, '.errs'],
    ['/admin/tokens', '/admin/tokens'],
    ['/admin/tokens with a problem', async page => {
      await page.goto('/admin/tokens');
      await page.fill('input[name=name]', 'Centralita');
      await page.evaluate(() => document.querySelectorAll('input[type=checkbox]').forEach(box => { box.checked = false; }));
      await go(page);
    }, '.errs'],
    ['/admin/tokens with a new one', async page => {
      await page.goto('/admin/tokens');
      await page.fill('input[name=name]', 'Centralita');
      await page.locator('input[type=checkbox]').first().check();
      await go(page);
    }, '.secret'],
    ['/admin/tokens with one revoked', async page => {
      await page.goto('/admin/tokens');
      await submit(page, 'revoke');
    }, '.tag.danger'],
    ['/admin/privacy', '/admin/privacy'],
    ['/admin/privacy with what was found', async page => {
      await page.goto('/admin/privacy');
      await page.fill('textarea[name=text]', PERSONAL);
      await go(page);
    }, '.found'],
    ['/admin/privacy with nothing found', async page => {
      await page.goto('/admin/privacy');
      await page.fill('textarea[name=text]', 'Me han cobrado dos veces.');
      await go(page);
    }, '.found'],
    ['/admin/privacy with nobody of that name', '/admin/privacy?handle=nobody_of_that_name'],
    ['/admin/privacy with a person', async page => page.goto(`/admin/privacy?handle=${encodeURIComponent(await somebody(page))}`)],
    ['a person', page => page.locator('main a[href*="/admin/privacy/"]').first().click()],
    ['a person, erased without being sure', page => page.locator('button.danger').click(), '.err, .errs'],
  ];
}

// The handle of a customer in a conversation.
async function somebody(page) {
  await first(page, '/w/conversations?channel=x', 'ul.lines h2 a');
  return (await page.locator('h1').textContent()).trim();
}

function data() {
  return [
    ['/admin/import', '/admin/import'],
    ['/admin/import without a file', async page => {
      await page.goto('/admin/import');
      await go(page);
    }, '.errs'],
    ['/admin/jobs/{id} with a line rejected', async page => {
      await page.goto('/admin/import');
      await page.setInputFiles('input[type=file]', { name: 'rows.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from('{"id": 1}\n{broken\n') });
      await go(page);
      await page.waitForLoadState();
    }],
    ['/admin/jobs/{id} done', page => bring(page, 'old.zip', zipped({
      'a.md': old('es', 'Baja del fax de recepción'), 'b.md': old('en', 'Cancelling the fax at reception'),
    }))],
    ['/admin/import with imports', '/admin/import', 'tbody tr'],
    ['an answer nobody has looked at for long', async page => {
      await visit(page, 'es', 'Baja del fax de recepción');
    }, '.note.warn'],
    ['a translation older than its original', async page => {
      await first(page, '/w/articles?q=fax', 'tbody a:has-text("Baja del fax")');
      await page.fill('textarea[name=resolution]', '1. Ya no hace falta.');
      await submit(page, 'publish');
      await page.waitForURL(/done=published/);
      await visit(page, 'en', 'Cancelling the fax at reception');
    }, '.note a[hreflang=es]'],
    ['/admin/export', '/admin/export'],
    ['an export', async page => {
      await page.goto('/admin/export');
      await go(page);
      await page.waitForLoadState();
    }],
    ['/admin/backup', '/admin/backup'],
    ['/admin/backup with one made', async page => {
      await page.goto('/admin/backup');
      await go(page);
      for (let tries = 0; tries < 100 && !await page.locator('main a[download]').count(); tries += 1) {
        await page.waitForTimeout(300);
        await page.goto('/admin/backup');
      }
      await page.locator('main a[download]').first().waitFor();
    }],
    ['/admin/audit', '/admin/audit'],
    ['/admin/audit narrowed', async page => {
      await page.goto('/admin/audit');
      await page.selectOption('select[name=kind]', { index: 1 });
      await page.locator('form.filters button').click();
    }],
    ['/admin/jobs', '/admin/jobs', 'tbody tr'],
    ['no such job', '/admin/jobs/zzzz'],
  ];
}
