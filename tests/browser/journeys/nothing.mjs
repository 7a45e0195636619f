// A customer finds nothing, is told so, and is led to where one can ask, in both languages and without script.
export const name = 'a customer finds nothing and asks';

const asked = [
  { locale: 'es', query: 'zafiros xilofónicos contrato', loose: 'contrato' },
  { locale: 'en', query: 'xylophonic zephyrs contract', loose: 'contract' },
];

export async function run({ browser, address, check }) {
  for (const { locale, query, loose } of asked) {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ baseURL: address, viewport: { width: 375, height: 800 }, javaScriptEnabled });
      const page = await context.newPage();
      const how = `${locale}${javaScriptEnabled ? '' : ', without script'}`;
      const search = async (text) => {
        await page.goto(`/${locale}/`);
        await page.fill('input[name=q]', text);
        await page.press('input[name=q]', 'Enter');
        await page.waitForURL(/search\?q=/);
      };
      await check(`${how}: a search without answer says so and keeps the words`, async () => {
        await search('zzqqxx wwkkyy');
        if (!(await page.locator('h1').textContent()).includes('zzqqxx wwkkyy')) throw new Error(await page.locator('h1').textContent());
        if (await page.inputValue('input[name=q]') !== 'zzqqxx wwkkyy') throw new Error('the words are lost');
      });
      await check(`${how}: topics and channels are offered`, async () => {
        if (!await page.locator('main ul.topics a').count()) throw new Error('no topic');
        if (!await page.locator('main ul.asks a[href^="https://"]').count()) throw new Error('no channel');
      });
      await check(`${how}: fewer words lead to answers`, async () => {
        await search(query);
        const found = await page.locator('main ol.hits li, main .best').count();
        if (!found) {
          await page.locator('main .did a', { hasText: loose }).first().click();
          if (!await page.locator('main ol.hits li, main .best').count()) throw new Error('nothing');
        }
      });
      await check(`${how}: asking warns of personal data and names channels with hours or a waiting time`, async () => {
        await page.goto(`/${locale}/ask`);
        if (!await page.locator('main .note.warn').count()) throw new Error('no warning');
        const told = await page.locator('main ul.asks li span').allTextContents();
        if (!told.some(text => /\d/.test(text))) throw new Error(told.join('|'));
      });
      await context.close();
    }
  }
}
