// An admin changes what visitors see: a colour that cannot be read is refused, an incident is told and ended.
import { signIn } from '../sign_in.mjs';
import { desk } from '../ways.mjs';

export const name = 'an admin sets what visitors see';
export const ways = desk;

export async function run({ page, browser, address, locale, script, said, check }) {
  await check('the admin signs in', () => signIn(page, 'admin', said, locale));
  await check('a colour that could not be read is refused, and its summary is focused', async () => {
    await page.goto('/admin/theme');
    await page.fill('#light_accent', '#ffd54f');
    await page.locator('button[value=colours]').click();
    if (!(await page.title()).startsWith('Error:')) throw new Error(await page.title());
    if (!await page.locator('.errs').evaluate(element => element === document.activeElement)) throw new Error('not focused');
    if (await page.inputValue('#light_accent') !== '#ffd54f') throw new Error('what was chosen is lost');
  });
  await check('an incident shows in both languages and ends', async () => {
    await page.goto('/admin/site');
    await page.fill('#incident_es', 'Sin fibra en Murcia y alrededores. Daremos noticias a las 18:00.');
    await page.fill('#incident_en', 'No fibre in and around Murcia. More at 18:00.');
    await page.locator('button[value=incident]').click();
    for (const [place, word] of [['/es/', 'Sin fibra'], ['/en/', 'No fibre']]) {
      await page.goto(place);
      const notice = await page.locator('.status[role=status]').textContent();
      if (!notice.includes(word)) throw new Error(notice);
    }
    await isTimed(browser, address, locale, script);
    await page.goto('/admin/site');
    await page.locator('button[value=end]').click();
    await page.goto(`/${locale}/`);
    if (await page.locator('.status').count()) throw new Error('the notice stays');
  });
}

// The time of the notice is in UTC and says so; where scripts run, it is the reader's own.
async function isTimed(browser, address, locale, script) {
  // Lima is five hours behind all year round.
  const context = await browser.newContext({ baseURL: address, timezoneId: 'America/Lima', javaScriptEnabled: script });
  const page = await context.newPage();
  await page.goto(`/${locale}/`);
  const time = page.locator('.status time');
  const [said, at] = [await time.textContent(), await time.getAttribute('datetime')];
  await context.close();
  const [, hour, minute] = at.match(/T(\d\d):(\d\d)Z$/);
  const clock = script ? `${(Number(hour) + 19) % 24}:${minute}` : `${Number(hour)}:${minute} UTC`;
  if (!said.includes(clock) || said.includes('UTC') === script) throw new Error(`${at} is told as ${said}`);
}
