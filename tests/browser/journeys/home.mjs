// A visitor comes to the help site and looks around.
import { visitor } from '../ways.mjs';

export const name = 'a visitor arrives';
export const ways = visitor;

export async function run({ page, locale, check }) {
  const other = locale === 'es' ? 'en' : 'es';
  await check('the first page is in the language that the browser asks for', async () => {
    await page.goto('/');
    const declared = await page.locator('html').getAttribute('lang');
    if (declared !== locale || !page.url().endsWith(`/${locale}/`)) throw new Error(`${page.url()} in ${declared}`);
  });
  await check('it has one heading and a search field', async () => {
    const headings = await page.locator('h1').count();
    const fields = await page.locator('input[name=q]').count();
    if (headings !== 1 || !fields) throw new Error(`${headings} headings, ${fields} fields`);
  });
  await check('a topic leads to an article', async () => {
    await page.locator('main ul.topics a').first().click();
    await page.waitForURL(/\/t\//);
    await page.locator('main ol.hits a').first().click();
    await page.waitForURL(/\/a\//);
    if (!await page.locator('.short').count()) throw new Error('no short answer');
  });
  await check('a link leads to the same article in the other language, or says that there is none', async () => {
    await page.locator(`header nav a[hreflang=${other}]`).click();
    const declared = await page.locator('html').getAttribute('lang');
    if (declared !== other && !await page.locator(`main .note [lang=${other}]`).count()) throw new Error(page.url());
  });
  await check('what is not there is said, with a search', async () => {
    const answer = await page.goto(`/${locale}/no-such-page`);
    if (answer.status() !== 404 || !await page.locator('main input[name=q]').count()) throw new Error(String(answer.status()));
  });
}
