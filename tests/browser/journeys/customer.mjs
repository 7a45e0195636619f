// A customer finds an answer with a typo, on a phone and without script, in both languages.
export const name = 'a customer finds an answer';

const asked = [
  { locale: 'es', typo: 'me an cobradp dos veces', title: 'Me han cobrado dos veces' },
  { locale: 'en', typo: 'chraged twice', title: 'charged twice' },
];

export async function run({ browser, address, check }) {
  for (const { locale, typo, title } of asked) {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ baseURL: address, viewport: { width: 375, height: 800 }, javaScriptEnabled });
      const page = await context.newPage();
      const how = `${locale}${javaScriptEnabled ? '' : ', without script'}`;
      await check(`${how}: a search with a typo leads to the answer`, async () => {
        await page.goto(`/${locale}/`);
        await page.fill('input[name=q]', typo);
        await page.press('input[name=q]', 'Enter');
        await page.waitForURL(/search\?q=/);
        await page.locator('main a', { hasText: title }).first().click();
        const heading = await page.locator('h1').textContent();
        if (!heading.includes(title)) throw new Error(heading);
      });
      await check(`${how}: the short answer stands on the first screen`, async () => {
        const box = await page.locator('.answer, .short, [class*=short]').first().boundingBox();
        if (!box || box.y > 800) throw new Error(JSON.stringify(box));
      });
      await check(`${how}: the vote is thanked`, async () => {
        await page.locator('form[action*="/feedback"] button').first().click();
        const status = await page.locator('[role=status]').first().textContent();
        if (!status.trim()) throw new Error('nothing is said');
      });
      await check(`${how}: no cookie is set`, async () => {
        const cookies = await context.cookies();
        if (cookies.length) throw new Error(JSON.stringify(cookies));
      });
      await context.close();
    }
  }
}
