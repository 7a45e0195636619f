// An editor makes an article of a resolved conversation, finds it on the public site a moment later, and takes it back.
import { signIn } from '../sign_in.mjs';
import { desk } from '../ways.mjs';

export const name = 'an editor drafts and publishes';
export const ways = desk;

// Words that no other way of this journey writes, so that each finds its own article.
const WRITTEN = {
  es: {
    script: 'Zafiros en el contador de la luz', plain: 'Topacios en el enchufe del salón',
    reply: 'Míralo bien y apunta el color.', resolution: '1. Míralo bien.\n2. Apunta el color.',
  },
  en: {
    script: 'Sapphires inside the power meter', plain: 'Topazes behind the kitchen socket',
    reply: 'Look closely and note the colour.', resolution: '1. Look closely.\n2. Note the colour.',
  },
};

export async function run({ page, browser, address, locale, script, said, check }) {
  const { reply, resolution, [script ? 'script' : 'plain']: title } = WRITTEN[locale];
  const hide = page.locator('button[value^="hide:"]');
  let published;
  await check('the editor signs in', () => signIn(page, 'editor', said, locale));
  await check('a resolved conversation without an article becomes a draft, word for word', async () => {
    await page.goto(`/w/conversations?status=resolved&linked=no&lang=${locale}`);
    const paths = await page.locator('ul.lines h2 a').evaluateAll(links => links.map(link => link.getAttribute('href')));
    if (!paths.length) throw new Error('there is none');
    for (const path of paths) {
      await page.goto(path);
      await page.locator('button[value=draft]').click();
      if (/\/w\/articles\/.+\/edit/.test(page.url())) break;
    }
    if (!/\/edit/.test(page.url())) throw new Error(page.url());
    if (!await page.inputValue('input[name=title]')) throw new Error('no title was proposed');
    if (!await page.locator('.msgs .msg').count()) throw new Error('the source is not shown');
  });
  await check('personal data is decided on, one by one', async () => {
    for (let left = await hide.count(); left; left = await hide.count()) {
      await hide.first().click();
      if (await hide.count() >= left) throw new Error(`${left} stay`);
    }
  });
  await check('while its topic is missing it is not published, and the page says so', async () => {
    const publish = page.locator('main button[value=publish]').first();
    // A topic may be proposed: then it is ticked, and taken away here.
    const proposed = page.locator('fieldset#topics input:checked');
    const wasProposed = await proposed.count() > 0;
    while (await proposed.count()) await proposed.first().uncheck();
    if (script) await page.locator('main button[value=publish][aria-disabled=true]').first().waitFor();
    else if (!wasProposed && await publish.getAttribute('aria-disabled') !== 'true') throw new Error('the button does not tell');
    // Playwright takes `aria-disabled` for disabled; people can press it.
    await publish.click({ force: true });
    await page.locator('.errs a[href="#topics"]').click();
    await page.locator('fieldset#topics input[type=checkbox]').first().check();
    if (script) await page.locator('main button[value=publish]:not([aria-disabled])').first().waitFor();
  });
  await check('the short answer is seen as a channel carries it, with its count and what is cut', async () => {
    await page.fill('textarea[name=reply]', `${reply} `.repeat(20));
    // With a script the preview follows what is typed.
    if (!script) await page.locator('button[value=preview]').click();
    await page.locator('.seen .gone').first().waitFor({ state: 'attached' });
    await page.locator('.seen label:has(input[value=x])').click();
    const post = page.locator('.seen .post:visible');
    const count = (await post.locator('.num b').textContent()).trim();
    const [, length] = count.match(/^(\d+) (?:de|of) 280$/) ?? [];
    if (!length || Number(length) > 280) throw new Error(count);
    const [said, gone] = [await post.locator('.msg p').textContent(), await post.locator('.gone').textContent()];
    if (!said.includes('/a/') || !gone.includes(reply)) throw new Error(`${said} | ${gone}`);
  });
  await check('it is written and published', async () => {
    await page.fill('input[name=title]', title);
    await page.fill('textarea[name=resolution]', resolution);
    await page.fill('textarea[name=reply]', reply);
    await page.locator('main button[value=publish]').first().click({ force: true });
    await page.waitForURL(/done=published/);
    published = await page.locator(`.bar a[href*="/${locale}/a/"]`).getAttribute('href');
  });
  const context = await browser.newContext({ baseURL: address, javaScriptEnabled: script });
  const visitor = await context.newPage();
  await check('strangers find it by searching', async () => {
    const found = visitor.locator(`main a[href="${published}"]`);
    for (let tries = 0; tries < 50; tries += 1) {
      await visitor.goto(`/${locale}/search?q=${encodeURIComponent(title)}`);
      if (await found.count()) break;
      await visitor.waitForTimeout(100);
    }
    await found.first().click();
    const heading = await visitor.locator('h1').textContent();
    if (heading.trim() !== title) throw new Error(heading);
  });
  await check('withdrawn, it says why at the same address', async () => {
    await page.selectOption('select[name=why]', 'ended');
    await page.locator('button[value=archive]').click();
    await page.waitForURL(/done=archived/);
    const answer = await visitor.goto(published);
    if (answer.status() !== 410 || !await visitor.locator('main h1').count()) throw new Error(String(answer.status()));
  });
  await context.close();
}
