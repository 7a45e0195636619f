// An agent pastes a customer's post and sends the answer that exists.
import { signIn } from '../sign_in.mjs';
import { desk } from '../ways.mjs';

export const name = 'an agent replies';
export const ways = desk;

const ASKED = {
  es: { known: '@BriznaAyuda me habéis cobrado dos veces la misma factura!!', unknown: 'vendéis bicicletas eléctricas plegables' },
  en: { known: '@BriznaAyuda you charged me twice for the same bill!!', unknown: 'do you sell folding electric bicycles' },
};

export async function run({ page, locale, said, check, script }) {
  const { known, unknown } = ASKED[locale];
  const ask = async (text) => {
    await page.goto('/w/reply');
    await page.fill('textarea[name=text]', text);
    await page.selectOption('select[name=channel]', 'x');
    await page.locator('form[action$="/w/reply"] button.go').click();
  };
  await check('the agent signs in and lands on the reply page', async () => {
    await signIn(page, 'agent', said, locale);
    if (!page.url().endsWith('/w/reply')) throw new Error(page.url());
  });
  await check('a reply in the language of the message fits the channel, link included', async () => {
    await ask(known);
    await page.locator('[data-insert]').first().click();
    const reply = page.locator('textarea.sendable').first();
    await page.waitForFunction(() => document.querySelector('textarea.sendable').value);
    const text = await reply.inputValue();
    if (!/\/a\/[0-9a-z]{4}/.test(text)) throw new Error(text);
    const language = await page.locator('.sug blockquote').first().getAttribute('lang');
    if (language !== locale) throw new Error(language);
    const count = await page.locator('#count-reply').textContent();
    if (!/280/.test(count)) throw new Error(count);
  });
  await check('an opening names its fact before it is sent', async () => {
    const reply = page.locator('textarea.sendable');
    const answer = await reply.inputValue();
    const choose = async value => {
      await page.locator(`input[name=opening][value=${value}]`).check();
      if (!script) await page.locator('button[name=do][value=open]').click();
      await page.waitForFunction(opening => document.querySelector('input[name=opened]').value === opening, value);
    };
    await choose('apology');
    const sorry = await reply.inputValue();
    if (!/^[^{]+\{\w+\}\. /.test(sorry) || !sorry.endsWith(answer)) throw new Error(sorry);
    await page.locator('button[name=outcome][value=sent]').first().click();
    if (!(await page.locator('#reply-warnings li').allTextContents()).some(text => text.includes('{'))) throw new Error('it was sent');
    await choose('none');
    if (await reply.inputValue() !== answer) throw new Error(await reply.inputValue());
  });
  await check('sending it is noted', async () => {
    await page.locator('button[name=outcome][value=sent]').first().click();
    const status = await page.locator('main [role=status]', { hasText: /\S/ }).first().textContent();
    if (!status.trim()) throw new Error('nothing is said');
  });
  await check('nothing good enough is said honestly', async () => {
    await ask(unknown);
    if (await page.locator('[data-insert]').count()) throw new Error('something was offered');
    if (!await page.locator('.sugs').innerText()) throw new Error('nothing is said');
  });
}
