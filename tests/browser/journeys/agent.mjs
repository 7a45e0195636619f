// An agent pastes a customer's post and sends the answer that exists.
import { signIn } from '../sign_in.mjs';

export const name = 'an agent replies';

export async function run({ page, said, check }) {
  await check('the agent signs in and lands on the reply page', async () => {
    await signIn(page, 'agent', said);
    if (!page.url().endsWith('/w/reply')) throw new Error(page.url());
  });
  await check('a reply with its link fits the channel', async () => {
    await page.fill('textarea[name=text]', '@BriznaAyuda me habéis cobrado dos veces la misma factura!!');
    await page.selectOption('select[name=channel]', 'x');
    await page.locator('form[action$="/w/reply"] button').last().click();
    const reply = await page.locator('textarea.sendable').first().inputValue();
    if (!/\/a\/[0-9a-z]{4}/.test(reply)) throw new Error(reply);
    const count = await page.locator('[id^=count-]').first().textContent();
    if (!/280/.test(count)) throw new Error(count);
  });
  await check('sending it is noted', async () => {
    await page.locator('button[name=outcome][value=sent]').first().click();
    const status = await page.locator('[role=status]').first().textContent();
    if (!status.trim()) throw new Error('nothing is said');
  });
  await check('nothing good enough is said honestly', async () => {
    await page.goto('/w/reply');
    await page.fill('textarea[name=text]', 'vendéis bicicletas eléctricas plegables');
    await page.locator('form[action$="/w/reply"] button').last().click();
    if (await page.locator('textarea.sendable').count()) throw new Error('something was offered');
  });
}
