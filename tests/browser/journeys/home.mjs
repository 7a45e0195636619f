// A visitor comes to the help site in Spanish and in English.
export const name = 'a visitor arrives';

export async function run({ page, check }) {
  for (const [locale, other] of [['es', 'en'], ['en', 'es']]) {
    await page.goto(`/${locale}/`);
    await check(`/${locale}/ says its language`, async () => {
      const declared = await page.locator('html').getAttribute('lang');
      if (declared !== locale) throw new Error(`lang is ${declared}`);
    });
    await check(`/${locale}/ leads to /${other}/`, async () => {
      if (!await page.locator(`a[href*="/${other}/"]`).count()) throw new Error('there is no link');
    });
    await check(`/${locale}/ has one heading and a search field`, async () => {
      const headings = await page.locator('h1').count();
      const fields = await page.locator('input[name=q]').count();
      if (headings !== 1 || !fields) throw new Error(`${headings} headings, ${fields} fields`);
    });
  }
}
