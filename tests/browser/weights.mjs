// What pages weigh: document and styles, as they are and as they travel, scripts, and how many requests there are.
import { get } from 'node:http';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { signIn } from './sign_in.mjs';

export const name = 'weights';

const KILOBYTE = 1024;
// In kilobytes; what travels is `packed`. A public page asks for itself, two styles, and one script that it can do without.
const PUBLIC = { bare: 30, packed: 10, script: 6, requests: 4 };
const WORK = { bare: 45, packed: 15, script: 40, requests: 5 };
const UNPACKED = { gzip: gunzipSync, br: brotliDecompressSync, undefined: body => body };

export async function run({ page, context, address, said, check }) {
  for (const locale of ['es', 'en']) {
    await page.goto(`/${locale}/`);
    const article = await page.locator('main a[href*="/a/"]').first().getAttribute('href');
    await page.goto(`/${locale}/search?q=${locale === 'es' ? 'cobrado+dos+veces' : 'charged+twice'}`);
    const changed = await page.locator('article.best a').getAttribute('href');
    const [, id] = changed.match(/\/a\/([0-9a-z]+)/);
    const past = [`/${locale}/a/${id}/history`, `/${locale}/a/${id}/v/1`];
    for (const path of [`/${locale}/`, `/${locale}/search?q=${locale === 'es' ? 'factura' : 'bill'}`, `/${locale}/search?q=router`, article, changed, ...past]) {
      await check(path, () => weigh(page, address, path, PUBLIC));
    }
  }
  await signIn(page, 'admin', said, 'es');
  const [{ name, value }] = await context.cookies();
  for (const path of ['/w/conversations', '/w/conversations?status=resolved&linked=yes', '/w/articles', '/w/reply', '/admin/']) {
    await check(path, () => weigh(page, address, path, WORK, `${name}=${value}`));
  }
}

async function weigh(page, address, path, most, cookie) {
  const asked = [];
  const listen = request => asked.push([request.resourceType(), request.url()]);
  page.on('request', listen);
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  page.off('request', listen);
  const weight = { bare: 0, packed: 0, script: 0, requests: 0 };
  for (const [kind, url] of asked) {
    if (url.startsWith('data:') || url.endsWith('.svg') || url.endsWith('favicon.ico')) continue;
    const { packed, bare } = await fetched(url, cookie);
    weight.requests += 1;
    if (kind === 'script') {
      weight.script += packed / KILOBYTE;
    } else {
      weight.packed += packed / KILOBYTE;
      weight.bare += bare / KILOBYTE;
    }
  }
  const told = Object.entries(weight).map(([what, much]) => `${what} ${Math.round(much * 10) / 10} of ${most[what]}`).join(', ');
  console.log(`      ${path}: ${told}`);
  if (!asked.some(([, url]) => url === address + path)) throw new Error(`the page was not asked for: ${asked}`);
  if (Object.keys(most).some(what => weight[what] > most[what])) throw new Error(told);
}

function fetched(url, cookie) {
  const headers = { 'accept-encoding': 'gzip, deflate, br', ...(cookie && { cookie }) };
  return new Promise((resolve, reject) => {
    get(url, { headers }, answer => {
      const parts = [];
      answer.on('data', part => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        if (answer.statusCode !== 200) return reject(new Error(`${url} answers ${answer.statusCode}`));
        return resolve({ packed: body.length, bare: UNPACKED[answer.headers['content-encoding']](body).length });
      });
    }).on('error', reject);
  });
}
