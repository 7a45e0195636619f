// Every page and state, in both themes, wide and narrow, right to left and with the text spacing of WCAG 1.4.12: no
// violation that axe finds, no sideways scroll, no target under 24 pixels. The states are listed in `states/`.
//
// axe looks at light pages wide and at dark pages narrow; THOROUGH=1 has it look at both themes at every width.
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { signIn } from './sign_in.mjs';

export const name = 'accessibility';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}';
const WIDTHS = [1280, 375, 320];
const HEIGHT = 800;
const SCHEMES = ['light', 'dark'];
const LOOKS = process.env.THOROUGH
  ? WIDTHS.flatMap(width => SCHEMES.map(scheme => [width, scheme]))
  : [[1280, 'light'], [320, 'dark']];
const LEAST = 24;

// A module of `states/` exports `role` (or none for a visitor) and `states(tools)`: lists of a name, a path or a function
// that brings the page there, and a selector of what makes the state that state. They are walked in order.
export async function run(tools) {
  const folder = new URL('states/', import.meta.url);
  for (const file of (await readdir(folder)).sort()) {
    const module = await import(new URL(file, folder));
    const context = await tools.browser.newContext({ baseURL: tools.address, locale: 'es-ES' });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    if (module.role) await signIn(page, module.role, tools.said, 'es');
    for (const [state, way, sign = 'h1'] of await module.states({ ...tools, page, context })) {
      await tools.check(state, async () => {
        await page.setViewportSize({ width: 1280, height: HEIGHT });
        await (typeof way === 'string' ? page.goto(way) : way(page));
        await page.locator(sign).first().waitFor({ state: 'attached', timeout: 5_000 });
        await examine(page);
      });
    }
    await context.close();
  }
}

// The page as it is now; throws what is wrong with it. Also for journeys.
export async function examine(page) {
  const size = page.viewportSize();
  const problems = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    const found = await page.evaluate(layout, { least: LEAST, spacing: SPACING });
    problems.push(...found.map(problem => `${width}: ${problem}`));
  }
  await page.evaluate(axe);
  for (const [width, colorScheme] of LOOKS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await page.evaluate(violations, TAGS);
    problems.push(...found.map(problem => `${width} ${colorScheme}: ${problem}`));
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(size);
  if (problems.length) throw new Error([page.url(), ...problems].join('\n'));
}

// The following run inside the page.

async function violations(tags) {
  const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
  return violations.flatMap(violation => violation.nodes.map(node =>
    `${violation.id}: ${node.target.join(' ')} ${node.html.slice(0, 80)} ${node.any[0]?.message ?? ''}`));
}

function layout({ least, spacing }) {
  const problems = [];
  const root = document.documentElement;
  const sideways = (how) => {
    if (root.scrollWidth <= innerWidth) return;
    const reach = element => Math.max(element.getBoundingClientRect().right - innerWidth, -element.getBoundingClientRect().left);
    const furthest = [...document.body.querySelectorAll('*')]
      .filter(element => !element.parentElement.closest('.tbl, pre, .vh, svg'))
      .reduce((far, element) => (reach(element) > reach(far) ? element : far));
    problems.push(`scrolls sideways${how} by ${root.scrollWidth - innerWidth}: ${furthest.outerHTML.slice(0, 120)}`);
  };
  sideways('');
  // Links inside a line of text are exempt, as in WCAG 2.5.8; so is a control that its label enlarges.
  for (const element of document.querySelectorAll('a,button,input,select,textarea,summary')) {
    if (getComputedStyle(element).display === 'inline' || element.closest('label')) continue;
    const { width, height } = element.getBoundingClientRect();
    if (width && height && (width < least - 0.5 || height < least - 0.5)) {
      const words = (element.textContent || element.name || '').trim().slice(0, 30);
      problems.push(`target under ${least} px: ${words} ${Math.round(width)}x${Math.round(height)}`);
    }
  }
  const { dir } = root;
  root.dir = dir === 'rtl' ? 'ltr' : 'rtl';
  sideways(' in the other direction');
  root.dir = dir;
  // A constructed sheet: the pages' policy allows no inline style.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(spacing);
  document.adoptedStyleSheets = [sheet];
  sideways(' with text spacing');
  document.adoptedStyleSheets = [];
  return problems;
}
