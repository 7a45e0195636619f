// A customer finds nothing, is told so, and is led to where one can ask.
import { visitor } from '../ways.mjs';

export const name = 'a customer finds nothing and asks';
export const ways = visitor;

const ASKED = {
  es: { query: 'zafiros xilofónicos contrato', loose: 'contrato' },
  en: { query: 'xylophonic zephyrs contract', loose: 'contract' },
};

export async function run({ page, locale, check }) {
  const { query, loose } = ASKED[locale];
  const search = async (text) => {
    await page.goto(`/${locale}/`);
    await page.fill('input[name=q]', text);
    await page.press('input[name=q]', 'Enter');
    await page.waitForURL(/search\?q=/);
  };
  await check('a search without answer says so and keeps the words', async () => {
    await search('zzqqxx wwkkyy');
    if (!(await page.locator('h1').textContent()).includes('zzqqxx wwkkyy')) throw new Error(await page.locator('h1').textContent());
    if (await page.inputValue('input[name=q]') !== 'zzqqxx wwkkyy') throw new Error('the words are lost');
  });
  await check('topics and channels are offered', async () => {
    if (!await page.locator('main ul.topics a').count()) throw new Error('no topic');
    if (!await page.locator('main ul.asks a[href^="https://"]').count()) throw new Error('no channel');
  });
  await check('fewer words lead to answers', async () => {
    await search(query);
    const found = () => page.locator('main ol.hits li, main .best').count();
    if (!await found()) {
      await page.locator('main .did a', { hasText: loose }).first().click();
      if (!await found()) throw new Error('nothing');
    }
  });
  await check('asking warns of personal data and names channels with hours or a waiting time', async () => {
    await page.locator(`nav a[href$="/${locale}/ask"]`).first().click();
    await page.waitForURL(/\/ask$/);
    if (!await page.locator('main .note.warn').count()) throw new Error('no warning');
    const told = await page.locator('main ul.asks li span').allTextContents();
    if (!told.some(text => /\d/.test(text))) throw new Error(told.join('|'));
    const hrefs = await page.locator('main ul.asks a').evaluateAll(links => links.map(link => link.getAttribute('href')));
    if (!hrefs.length || !hrefs.every(href => /^(https|mailto|tel|sms):/.test(href))) throw new Error(hrefs.join('|'));
  });
}
