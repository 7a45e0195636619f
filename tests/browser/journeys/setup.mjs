// An admin sets an installation up, from the code in the log to the first published article, on pages that are easy to use.
import { examine } from '../accessibility.mjs';
import { languages } from '../ways.mjs';

export const name = 'an admin sets up';
export const ways = languages;

const ASKED = {
  es: { site: 'Ayuda de Acme', title: 'No me llega la factura', reply: 'La factura llega por correo el día 5 de cada mes.' },
  en: { site: 'Acme Help', title: 'My bill does not arrive', reply: 'The bill arrives by e-mail on the 5th of each month.' },
};

export async function run({ browser, installation, locale, check }) {
  const { site, title, reply } = ASKED[locale];
  const server = await installation();
  // The browser asks for the other language, so that the choice counts.
  const context = await browser.newContext({ baseURL: server.address, locale: locale === 'es' ? 'en-GB' : 'es-ES' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const go = (value) => page.locator(value ? `main form button[value=${value}]` : 'main form button.go').first().click();
  const fine = (what) => check(`${what} is easy to use`, () => examine(page));
  await check('the language is asked for', async () => {
    await page.goto('/');
    await page.goto('/login');
    if (!page.url().endsWith('/setup')) throw new Error(page.url());
  });
  await fine('/setup');
  await check('the language is kept', async () => {
    await page.check(`input[name=locale][value=${locale}]`);
    await go();
    if (await page.locator('html').getAttribute('lang') !== locale) throw new Error('another language');
  });
  await fine('/setup/account');
  await check('a wrong code keeps what was typed', async () => {
    await page.fill('input[name=code]', '000000');
    await page.fill('input[name=name]', 'Marta');
    await page.fill('input[name=email]', 'marta@acme.example');
    await page.fill('input[name=password]', 'a long enough password');
    await go();
    if (await page.inputValue('input[name=name]') !== 'Marta') throw new Error('the name is lost');
  });
  await fine('/setup/account with a problem');
  await check('the code of the log makes the first account', async () => {
    const [, code] = server.said().match(/with the code (\w+)/);
    await page.fill('input[name=code]', code);
    await page.fill('input[name=password]', 'a long enough password');
    await go();
    await page.waitForURL(/\/setup\/site/);
  });
  await fine('/setup/site');
  await check('the address is tested', async () => {
    await page.fill('input[name=name]', site);
    await go('test');
    if (await page.locator('[role=status] .note.warn').count()) throw new Error(await page.locator('[role=status]').textContent());
    if (await page.inputValue('input[name=name]') !== site) throw new Error('the name is lost');
  });
  await fine('/setup/site with what the test found');
  await check('the site is kept', async () => {
    await go('next');
    await page.waitForURL(/\/setup\/channels/);
  });
  await fine('/setup/channels');
  await check('a channel is added', async () => {
    await page.fill('input[name=handle]', 'AcmeHelp');
    await go('add');
    await page.locator('main ul.rows', { hasText: 'AcmeHelp' }).waitFor();
  });
  await fine('/setup/channels with a channel');
  await check('what was added is kept', async () => {
    await go('next');
    await page.waitForURL(/\/setup\/content/);
  });
  await fine('/setup/content');
  await check('starting empty leads to three things to try', async () => {
    await go('empty');
    await page.waitForURL(/\/w\/first/);
    const things = await page.locator('main ol.lines li').count();
    if (things !== 3) throw new Error(`${things} things`);
  });
  await fine('/w/first');
  await check('the first article is published and found', async () => {
    await page.locator('main ol.lines a').nth(1).click();
    await page.fill('input[name=title]', title);
    await page.fill('textarea[name=reply]', reply);
    await page.fill('textarea[name=resolution]', `1. ${reply}`);
    await page.locator('main button[value=save]').first().click();
    await page.waitForURL(/\/edit\?done=saved/);
    await page.locator('main button[value=publish]').first().click();
    await page.waitForURL(/done=published/);
    const found = page.locator('main h2 a, main h3 a', { hasText: title.split(' ').pop() });
    for (let tries = 0; tries < 50; tries += 1) {
      await page.goto(`/${locale}/search?q=${encodeURIComponent(title)}`);
      if (await found.count()) break;
      await page.waitForTimeout(200);
    }
    await found.first().click();
    const shown = await page.locator('h1').textContent();
    if (shown.trim() !== title) throw new Error(shown);
    if (!(await page.locator('header .brand').textContent()).includes(site)) throw new Error('the name of the site');
  });
  await check('the first steps are gone', async () => {
    const answer = await page.goto('/setup');
    if (answer.status() !== 404) throw new Error(String(answer.status()));
  });
  await context.close();
}
