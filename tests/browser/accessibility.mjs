// Every public page, wide and narrow, light and dark: no violation that axe finds, no sideways scroll (also right to left and
// with the text spacing of WCAG 1.4.12), no target under 24 pixels.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const name = 'accessibility';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}';
const WIDTHS = [1280, 375, 320];
const SCHEMES = ['light', 'dark'];
const LEAST = 24;

// Pages that have fixed addresses. Topics and articles are found from the home page.
const FIXED = ['/es/', '/en/', '/es/search?q=factura', '/es/search?q=zzzzqqqq', '/es/search?q=', '/en/search?q=factura&lang=es', '/es/ask', '/es/there-is-no-such-page', '/login'];
const KINDS = [/^\/[a-z-]{2,}\/a\//, /^\/[a-z-]{2,}\/t\//];

export async function run({ browser, page, address, check }) {
  for (const path of [...FIXED, ...await found(page)]) {
    for (const colorScheme of SCHEMES) {
      for (const width of WIDTHS) {
        await check(`${path} ${colorScheme} ${width}`, () => examine(browser, address + path, colorScheme, width));
      }
    }
  }
}

// The first address of each kind that the home pages link to.
async function found(page) {
  const paths = [];
  for (const home of ['/es/', '/en/']) {
    await page.goto(home);
    const links = await page.$$eval('a[href]', links => links.map(link => new URL(link.href).pathname));
    for (const kind of KINDS) {
      const path = links.find(link => kind.test(link));
      if (path) paths.push(path);
    }
  }
  if (!paths.some(path => KINDS[0].test(path))) throw new Error('no home page links to an article');
  return paths;
}

// Also used by journeys, for pages behind the sign-in: `examine(browser, url, 'light', 1280, await context.storageState())`.
export async function examine(browser, url, colorScheme, width, storageState) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true, storageState });
  try {
    const page = await context.newPage();
    await page.goto(url);
    const problems = [...await violations(page), ...await smallTargets(page), ...await sidewaysScrolls(page, width)];
    if (problems.length) throw new Error(problems.join('\n'));
  } finally {
    await context.close();
  }
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async tags => (await globalThis.axe.run(document, { runOnly: tags })).violations, TAGS);
  return found.flatMap(violation => violation.nodes.map(node => `${violation.id}: ${node.target.join(' ')}`));
}

async function smallTargets(page) {
  // Links inside a line of text are exempt, as in WCAG 2.5.8; so is a control that its label enlarges.
  return page.evaluate(least => [...document.querySelectorAll('a,button,input,select,textarea,summary')]
    .filter(element => getComputedStyle(element).display !== 'inline' && !element.closest('label'))
    .map(element => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(([element, box]) => `target under ${least} px: ${(element.textContent || element.name || '').trim().slice(0, 30)} `
      + `${Math.round(box.width)}x${Math.round(box.height)}`), LEAST);
}

async function sidewaysScrolls(page, width) {
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  const problems = [];
  if (await sideways()) problems.push('scrolls sideways');
  await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  if (await sideways()) problems.push('scrolls sideways right to left');
  await page.evaluate(() => { document.documentElement.dir = ''; });
  await page.addStyleTag({ content: SPACING });
  if (width < 400 && await sideways()) problems.push('scrolls sideways with text spacing');
  return problems;
}
