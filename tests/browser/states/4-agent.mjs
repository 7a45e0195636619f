// What agents see otherwise than editors.
export const role = 'agent';

const article = async page => {
  await page.goto('/w/articles?state=validated&lang=es');
  await page.goto(await page.locator('tbody a').first().getAttribute('href'));
};

export function states() {
  return [
    ['an article that an agent may not change', article, '.read h3'],
    ['an article just reported', async page => {
      await article(page);
      await page.selectOption('select[name=kind]', 'outdated');
      await page.fill('textarea[name=comment]', 'El menú se llama ahora de otra forma.');
      await page.locator('form[action$="/flag"] button').click();
      await page.waitForURL(/done=flagged/);
    }, 'main [role=status]'],
  ];
}
