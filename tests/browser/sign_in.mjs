// Signs in with what the demo printed.
export async function signIn(page, role, said) {
  const [, email, password] = said().match(new RegExp(`^\\s*${role}\\s+(\\S+)\\s+(\\S+)`, 'm'));
  await page.goto('/login');
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.locator('form[action$="/login"] button').click();
  await page.waitForURL(/\/w\//);
}
