// An editor makes an article of a resolved conversation and finds it on the public site a moment later.
import { signIn } from '../sign_in.mjs';

export const name = 'an editor drafts and publishes';

export async function run({ page, browser, address, said, check }) {
  await check('the editor signs in', () => signIn(page, 'editor', said));
  let published;
  await check('a resolved conversation without an article becomes one', async () => {
    await page.goto('/w/conversations?status=resolved&linked=no&lang=es&channel=x');
    const paths = await page.locator('ul.lines h2 a').evaluateAll(links => links.map(link => link.getAttribute('href')));
    if (!paths.length) throw new Error('there is none');
    for (const path of paths) {
      await page.goto(path);
      await page.locator('button[value=draft]').click();
      if (/\/w\/articles\/.+\/edit/.test(page.url())) break;
    }
    if (!/\/edit/.test(page.url())) throw new Error(page.url());
    while (await page.locator('button[value^="hide:"]').count()) await page.locator('button[value^="hide:"]').first().click();
    await page.fill('input[name=title]', 'Zafiros en el contador de la luz');
    await page.fill('textarea[name=resolution]', '1. Mira el contador.\n2. Apunta el color.');
    await page.fill('textarea[name=reply]', 'Mira el contador y apunta el color.');
    await page.locator('button[value=publish]').first().click();
    await page.waitForURL(/done=published/);
    published = await page.locator('.bar a[href*="/es/a/"]').getAttribute('href');
  });
  await check('strangers find it by searching', async () => {
    const context = await browser.newContext({ baseURL: address });
    const visitor = await context.newPage();
    for (let tries = 0; tries < 50; tries += 1) {
      await visitor.goto('/es/search?q=zafiros+contador');
      if (await visitor.locator(`main a[href="${published}"]`).count()) break;
      await visitor.waitForTimeout(100);
    }
    await visitor.locator(`main a[href="${published}"]`).first().click();
    const heading = await visitor.locator('h1').textContent();
    if (!heading.includes('Zafiros')) throw new Error(heading);
    await context.close();
  });
}
