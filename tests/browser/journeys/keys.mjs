// Keys of the work pages: a list of them, moving, a reply that survives a reload, and switching them off.
import { signIn } from '../sign_in.mjs';

export const name = 'an agent works by keyboard';

export async function run({ page, said, check }) {
  await signIn(page, 'agent', said);
  await check('? lists the keys of the screen, Escape closes the list', async () => {
    await page.goto('/w/conversations');
    await page.keyboard.press('?');
    const keys = await page.locator('dialog[open] kbd:visible').allTextContents();
    for (const key of ['?', 'j', 'o', 'g', 'r']) if (!keys.includes(key)) throw new Error(`${key} is not among ${keys}`);
    await page.keyboard.press('Escape');
    if (await page.locator('dialog[open]').count()) throw new Error('it stays open');
  });
  await check('j, k and o move through a list and open what was chosen', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const wanted = await page.locator('ul.lines li').first().locator('h2 a').getAttribute('href');
    const focused = await page.evaluate(() => document.activeElement.getAttribute('href'));
    if (focused !== wanted) throw new Error(focused);
    await page.keyboard.press('o');
    await page.waitForURL(/\/w\/conversations\/./);
  });
  await check('what stands beside the inbox follows the focus, and keys act on the row that has it', async () => {
    const rows = page.locator('ul.talks > li');
    const id = async place => (await rows.nth(place).locator('h2 a').getAttribute('href')).split('/').pop();
    const shown = () => page.locator('.inb-prev form').getAttribute('action');
    const begin = async () => {
      await page.goto('/w/conversations');
      await page.keyboard.press('j');
      await page.keyboard.press('j');
    };
    await begin();
    const second = await id(1);
    await page.waitForFunction(wanted => document.querySelector('.inb-prev form').action.endsWith(wanted), second);
    if (!await rows.nth(1).evaluate(row => row.matches('.on')) || !page.url().endsWith(`preview=${second}`)) throw new Error(page.url());
    await page.keyboard.press('ArrowDown');
    const third = await id(2);
    await page.waitForFunction(wanted => document.querySelector('.inb-prev form').action.endsWith(wanted), third);
    await page.keyboard.press('ArrowUp');
    // At once, before anything can follow.
    await page.keyboard.press('r');
    await page.waitForURL(`**/w/reply/${second}`);
    await begin();
    await page.keyboard.press('o');
    await page.waitForURL(`**/w/conversations/${second}`);
    await page.goto('/w/conversations');
    await rows.nth(3).locator('h2 a').focus();
    const fourth = await id(3);
    if ((await shown()).endsWith(fourth)) throw new Error('to look at a row moves nothing');
    await page.keyboard.press('r');
    await page.waitForURL(`**/w/reply/${fourth}`);
    await page.goto('/w/conversations');
  });
  await check('g r leads to the reply page, r into the message', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.waitForURL(/\/w\/reply/);
    await page.keyboard.press('r');
    await page.keyboard.type('j? me habéis cobrado dos veces la misma factura');
    if (await page.locator('dialog[open]').count()) throw new Error('a letter in the reply opened the list');
  });
  await check('what is typed survives a reload', async () => {
    await page.reload();
    const text = await page.inputValue('textarea[name=text]');
    if (!text.startsWith('j? me hab')) throw new Error(text);
  });
  await check('1 puts the first reply into the field', async () => {
    await page.selectOption('select[name=channel]', 'x');
    await page.locator('form[action$="/w/reply"] button.go').click();
    await page.locator('.sug').first().waitFor();
    await page.keyboard.press('1');
    const text = await page.inputValue('textarea.sendable');
    if (!/\/a\/[0-9a-z]{4}/.test(text)) throw new Error(text);
    await page.evaluate(() => document.activeElement.blur());
  });
  await check('/ leads to a search over all articles', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('factura');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=factura/);
    if (!await page.locator('tbody tr').count()) throw new Error('nothing is found');
  });
  await check('keys can be switched off', async () => {
    await page.goto('/w/me');
    await page.locator('button[name=keys][value=off]').click();
    await page.goto('/w/conversations');
    await page.keyboard.press('?');
    if (await page.locator('dialog[open]').count()) throw new Error('they are not off');
    await page.locator('[data-opens-keys]').click();
    if (!await page.locator('dialog[open]').count()) throw new Error('the button does nothing');
  });
}
