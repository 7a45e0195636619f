// An admin goes through the pages of what visitors see, in every width and theme, tells of an incident and ends it.
import { examine } from '../accessibility.mjs';
import { signIn } from '../sign_in.mjs';

export const name = 'an admin sets what visitors see';

const PAGES = ['', 'site', 'site/privacy', 'theme', 'languages', 'topics', 'channels'];

export async function run({ page, context, browser, address, said, check }) {
  await check('the admin signs in', () => signIn(page, 'admin', said));
  const paths = PAGES.map(name => `/admin/${name}`);
  for (const list of ['topics', 'channels']) {
    await page.goto(`/admin/${list}`);
    paths.push(await page.locator(`.things a[href*="/admin/${list}/"]`).first().getAttribute('href'));
  }
  const state = await context.storageState();
  for (const path of paths) {
    for (const scheme of ['light', 'dark']) {
      for (const width of [1280, 375, 320]) {
        await check(`${path} ${scheme} ${width}`, () => examine(browser, address + path, scheme, width, state));
      }
    }
  }
  await check('a colour that could not be read is refused, and its summary is focused', async () => {
    await page.goto('/admin/theme');
    await page.fill('#light_accent', '#ffd54f');
    await page.locator('button[value=colours]').click();
    if (!(await page.title()).startsWith('Error:')) throw new Error(await page.title());
    if (!await page.locator('.errs').evaluate(element => element === document.activeElement)) throw new Error('not focused');
    if (await page.inputValue('#light_accent') !== '#ffd54f') throw new Error('what was chosen is lost');
  });
  await check('an incident shows and ends', async () => {
    await page.goto('/admin/site');
    await page.fill('#incident_es', 'Sin fibra en Murcia y alrededores. Daremos noticias a las 18:00.');
    await page.fill('#incident_en', 'No fibre in and around Murcia. More at 18:00.');
    await page.locator('button[value=incident]').click();
    await page.goto('/en/');
    if (!await page.locator('.incident[role=status]').isVisible()) throw new Error('no notice');
    for (const width of [1280, 320]) await examine(browser, `${address}/es/`, 'dark', width);
    await page.goto('/admin/site');
    await page.locator('button[value=end]').click();
    await page.goto('/en/');
    if (await page.locator('.incident').count()) throw new Error('the notice stays');
  });
}
