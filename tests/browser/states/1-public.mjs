// What visitors see: every page of the site in both languages, and what is said where there is nothing.
const PHRASES = {
  es: { good: 'cobrado dos veces', typo: 'me an cobradp dos veces', many: 'factura', platform: 'router', elsewhere: 'third-party subscription', other: 'en' },
  en: { good: 'charged twice', typo: 'chraged twice', many: 'bill', elsewhere: 'cortado', other: 'es' },
};

export async function states({ page, installation }) {
  const all = [];
  for (const [locale, phrases] of Object.entries(PHRASES)) all.push(...await inLanguage(page, locale, phrases));
  return [...all,
    ['/login', '/login'],
    ['/login with a problem', async page => {
      await page.goto('/login');
      await page.fill('input[name=email]', 'nobody@example.com');
      await page.fill('input[name=password]', 'not the password');
      await page.locator('form[action$="/login"] button').click();
    }, '.errs'],
    ['the sign-in that a page behind it leads to', '/w/reply', 'input[type=password]'],
    ['/api/docs', '/api/docs', 'pre'],
    ['too many searches', async page => {
      const { address } = await installation({ PRECEDENT_REQUESTS_PER_MINUTE: '1' });
      let answer;
      for (let tries = 0; tries < 5 && answer?.status() !== 429; tries += 1) answer = await page.goto(`${address}/es/search?q=factura`);
      if (answer.status() !== 429) throw new Error(String(answer.status()));
    }],
  ];
}

async function inLanguage(page, locale, { good, typo, many, platform, elsewhere, other }) {
  const search = query => `/${locale}/search?q=${encodeURIComponent(query)}`;
  const linked = async pattern => {
    const links = await page.$$eval('main a[href]', links => links.map(link => link.getAttribute('href')));
    return links.find(link => pattern.test(link));
  };
  const past = async (page, rest) => {
    await page.goto(search(good));
    const [, id] = (await page.locator('article.best a').getAttribute('href')).match(/\/a\/([0-9a-z]+)/);
    await page.goto(`/${locale}/a/${id}/${rest}`);
  };
  await page.goto(`/${locale}/`);
  const topic = await linked(/\/t\//);
  const article = await linked(/\/a\//);
  const [, id] = article.match(/\/a\/([0-9a-z]+)/);
  return [
    [`/${locale}/`, `/${locale}/`],
    [`/${locale}/ with the list under the search field`, async page => {
      await page.goto(`/${locale}/`);
      await page.locator('input[name=q]').pressSequentially(many);
    }, '[role=listbox] [role=option]'],
    [`/${locale}/ search with a best answer`, search(good), 'article.best'],
    [`/${locale}/ search corrected`, search(typo), '.did a'],
    [`/${locale}/ search with many answers`, search(many), 'ol.hits li'],
    [`/${locale}/ search with its facets open`, async page => {
      await page.goto(search(many));
      await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
    }],
    [`/${locale}/ search narrowed by topic`, async page => {
      await page.goto(search(many));
      await page.goto(await page.locator('.facets a[href*="topic="]').first().getAttribute('href'));
    }, '.facets a[aria-current][href*="topic="]'],
    [`/${locale}/ search, next page`, `${search(many)}&page=2`, 'nav.pager'],
    [`/${locale}/ search without answer`, search('zzzzqqqq wqkwqk'), 'ul.topics'],
    [`/${locale}/ search narrowed to nothing`, `${search(`${many} zzzzqqqq`)}&lang=${other}&exact=1`],
    [`/${locale}/ search answered in another language`, `${search(elsewhere)}&exact=1`, 'h3[lang]'],
    [`/${locale}/ search in another language`, `${search(many)}&lang=${other}`],
    [`/${locale}/ search for nothing`, search(''), 'ul.topics'],
    [`/${locale}/ search too long`, search(`${many} `.repeat(90)), '.did .small'],
    [`/${locale}/ topic`, topic, 'ol.hits'],
    [`/${locale}/ topic, next page`, `${topic}?page=2`],
    [`/${locale}/ article`, article],
    [`/${locale}/ history of an article`, page => past(page, 'history'), '.past del'],
    [`/${locale}/ article as it was`, page => past(page, 'v/1'), '.note.warn a'],
    // What answers are for has names in the brand's own language alone.
    ...locale === 'es' ? [[`/${locale}/ search narrowed by what answers are for`, async page => {
      await page.goto(search(platform));
      await page.goto(await page.locator('.facets a[href*="for="]').first().getAttribute('href'));
    }, '.facets a[aria-current][href*="for="]']] : [],
    [`/${locale}/ article with thanks`, `${article}?thanks=1`, 'main [role=status]'],
    [`/${locale}/ article in another language than asked`, `${article}?from=${other}`, '.note [lang]'],
    [`/${locale}/ reasons for "no"`, `/${locale}/a/${id}/feedback`],
    [`/${locale}/ reasons for "no" with a problem`, async page => {
      await page.goto(`/${locale}/a/${id}/feedback`);
      await page.$eval('textarea', field => { field.removeAttribute('maxlength'); field.value = 'x'.repeat(3000); });
      await page.locator('form[action*="/feedback"] button').click();
    }, '.errs'],
    [`/${locale}/ask`, `/${locale}/ask`],
    [`/${locale}/p/accessibility`, `/${locale}/p/accessibility`],
    [`/${locale}/p/privacy`, `/${locale}/p/privacy`],
    [`/${locale}/ no such page`, `/${locale}/no-such-page`],
    [`/${locale}/ no such article`, `/${locale}/a/zzzz-no-hay-tal-articulo`],
    [`/${locale}/ no such topic`, `/${locale}/t/zzzz-nada`],
  ];
}
