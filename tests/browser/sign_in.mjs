// Signs in with what the demo printed, and has the pages in `locale` where one is named.
export async function signIn(page, role, said, locale) {
  const [, email, password] = said().match(new RegExp(`^\\s*${role}\\s+(\\S+)\\s+(\\S+)`, 'm'));
  await page.goto('/login');
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.locator('form[action$="/login"] button').click();
  await page.waitForURL(/\/w\//);
  if (!locale) return;
  const landed = page.url();
  await page.goto('/w/me');
  await page.selectOption('select[name=locale]', locale);
  await page.locator('form:has(select[name=locale]) button').click();
  await page.goto(landed);
  const spoken = await page.locator('html').getAttribute('lang');
  if (spoken !== locale) throw new Error(`the pages are in ${spoken}`);
}
