// A customer finds an answer with a typo, on a phone.
import { visitor } from '../ways.mjs';

export const name = 'a customer finds an answer';
export const ways = visitor;

const ASKED = {
  es: { typo: 'me an cobradp dos veces', title: 'Me han cobrado dos veces' },
  en: { typo: 'chraged twice', title: 'charged twice' },
};

export async function run({ page, context, locale, script, check }) {
  const { typo, title } = ASKED[locale];
  await check('a search with a typo leads to the answer', async () => {
    await page.goto(`/${locale}/`);
    await page.fill('input[name=q]', typo);
    await page.press('input[name=q]', 'Enter');
    await page.waitForURL(/search\?q=/);
    await page.locator('main a', { hasText: title }).first().click();
    const heading = await page.locator('h1').textContent();
    if (!heading.includes(title)) throw new Error(heading);
    const spoken = await page.locator('html').getAttribute('lang');
    if (spoken !== locale) throw new Error(`the page is in ${spoken}`);
  });
  await check('the short answer stands on the first screen', async () => {
    const box = await page.locator('.short').first().boundingBox();
    if (!box || box.y + box.height > 800) throw new Error(JSON.stringify(box));
  });
  await check('related answers and a way to ask stand beside it', async () => {
    if (!await page.locator('aside a[href*="/a/"]').count()) throw new Error('nothing related');
    if (!await page.locator(`a[href*="/${locale}/ask"]`).count()) throw new Error('no way to ask');
  });
  await check('"no" leads to reasons, and a reason is thanked', async () => {
    await page.locator('form[action*="/feedback"] button[value="0"]').click();
    await page.waitForURL(/feedback/);
    await page.locator('input[name=reason]').first().check();
    await page.locator('form[action*="/feedback"] button').click();
    const status = await page.locator('main [role=status]').first().textContent();
    if (!status.trim()) throw new Error('nothing is said');
  });
  await check('"yes" is thanked in place', async () => {
    await page.locator('form[action*="/feedback"] button[value="1"]').click();
    const status = await page.locator('main [role=status]').first().textContent();
    if (!status.trim()) throw new Error('nothing is said');
    if (!(await page.locator('h1').textContent()).includes(title)) throw new Error('another page');
  });
  await check('the theme is chosen by a form', async () => {
    await page.locator('form[action$="/theme"] button[value=dark]').click();
    await page.locator('html[data-theme=dark]').waitFor();
    await page.locator('form[action$="/theme"] button[value=system]').click();
    await page.locator('html:not([data-theme])').waitFor();
  });
  if (script !== false) await check('a title under the field opens its answer, and Enter alone the results', async () => {
    const field = page.locator('form.find input[name=q]');
    const options = page.locator('[role=listbox] [role=option]');
    const type = async () => {
      await page.goto(`/${locale}/`);
      await field.pressSequentially(title.slice(0, 9));
      await options.first().waitFor();
    };
    await type();
    if (await field.getAttribute('aria-expanded') !== 'true') throw new Error('the list is not said to be open');
    await field.press('Enter');
    await page.waitForURL(/search\?q=/);
    await type();
    await field.press('Escape');
    if (await options.first().isVisible()) throw new Error('the list stays open');
    await field.press('ArrowDown');
    const chosen = await page.locator('[role=option][aria-selected=true]').getAttribute('id');
    if (await field.getAttribute('aria-activedescendant') !== chosen) throw new Error(`${chosen} is not said to be chosen`);
    await field.press('ArrowUp');
    if (await field.getAttribute('aria-activedescendant')) throw new Error('the field is not come back to');
    await field.press('ArrowDown');
    const words = await options.first().textContent();
    await field.press('Enter');
    await page.waitForURL(/\/a\//);
    if (await page.locator('h1').textContent() !== words) throw new Error('another answer');
    await type();
    await options.first().click();
    await page.waitForURL(/\/a\//);
  });
  await check('no cookie stays', async () => {
    const cookies = await context.cookies();
    if (cookies.length) throw new Error(JSON.stringify(cookies));
  });
}
