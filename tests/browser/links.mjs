// Walks the whole public site from its first pages, its map and what is written for machines: every address of it that is
// written anywhere answers, and every fragment points to something that is there.
export const name = 'links';

const AT_ONCE = 4;
// Behind the sign-in, or not for GET.
const NOT_WALKED = /^\/(w|admin|login|logout|theme)(\/|$)/;
const SEEDS = ['/', '/sitemap.xml', '/robots.txt', '/llms.txt', '/opensearch.xml', '/favicon.ico'];
const IN_EACH_LANGUAGE = ['/', '/search?q=', '/ask', '/feed.atom', '/p/accessibility', '/p/privacy'];
const SEARCHED = { es: 'factura', en: 'bill' };

export async function run({ address, check }) {
  for (const locale of Object.keys(SEARCHED)) {
    const searches = [`/${locale}/search?q=${SEARCHED[locale]}`, `/${locale}/search?q=zzzzqqqq`];
    await walk(address, locale, [...SEEDS, ...IN_EACH_LANGUAGE.map(path => `/${locale}${path}`), ...searches], check);
  }
}

async function walk(address, locale, seeds, check) {
  const pages = new Map();
  const waiting = seeds.map(path => [new URL(path, address).href, 'the start']);
  const known = new Set(waiting.map(([url]) => url));
  const fragments = [];
  const wrong = [];
  const visit = async (url, from) => {
    const answer = await ask(url, locale);
    pages.set(url, answer);
    if (answer.status !== 200) wrong.push(`${answer.status} ${url} (in ${from})`);
    // A search leads to more searches without end: those that a first one leads to are only asked for.
    if (/\/search\?/.test(url) && !seeds.includes(url.slice(address.length))) return;
    for (const link of answer.links) {
      const target = new URL(link, answer.url);
      if (target.origin !== address || NOT_WALKED.test(target.pathname)) continue;
      const fragment = decodeURIComponent(target.hash.slice(1));
      target.hash = '';
      if (fragment) fragments.push([target.href, fragment, url]);
      if (!known.has(target.href)) {
        known.add(target.href);
        waiting.push([target.href, url]);
      }
    }
  };
  while (waiting.length) await Promise.all(waiting.splice(0, AT_ONCE).map(([url, from]) => visit(url, from)));
  await check(`${locale}: every address answers`, () => {
    console.log(`      ${locale}: ${pages.size} addresses, ${fragments.length} fragments`);
    const kinds = ['/a/', '/t/', '.md', '.atom', '/assets/'].filter(part => ![...known].some(url => url.includes(part)));
    if (kinds.length) throw new Error(`never seen: ${kinds}`);
    if (wrong.length) throw new Error(wrong.join('\n'));
  });
  await check(`${locale}: every fragment is there`, () => {
    const lost = fragments.filter(([url, fragment]) => !pages.get(url)?.ids.has(fragment));
    if (!fragments.length) throw new Error('there is none');
    if (lost.length) throw new Error(lost.map(([url, fragment, from]) => `${url}#${fragment} (in ${from})`).join('\n'));
  });
  await check(`${locale}: languages point to each other`, () => {
    const final = [...pages].filter(([url, page]) => page.canonical === url);
    const oneWay = final.flatMap(([url, page]) => page.alternates
      .filter(other => !(pages.get(other)?.alternates ?? []).includes(url))
      .map(other => `${other} does not point back to ${url}`));
    if (oneWay.length) throw new Error(oneWay.join('\n'));
  });
}

async function ask(url, locale) {
  const answer = await fetch(url, { headers: { 'accept-language': locale } });
  const text = /^(text|application\/(xml|atom|opensearch))/.test(answer.headers.get('content-type')) ? await answer.text() : '';
  await answer.body?.cancel().catch(() => {});
  return {
    status: answer.status,
    url: answer.url,
    links: found(text),
    ids: new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)),
    canonical: plain(text.match(/<link rel="canonical" href="([^"]*)"/)?.[1] ?? ''),
    alternates: [...text.matchAll(/<link rel="alternate" hreflang="[^"]*" href="([^"]*)"/g)].map(([, link]) => plain(link)),
  };
}

// Addresses in HTML, XML, Markdown and structured data.
function found(text) {
  const attributes = text.matchAll(/\s(?:href|src|action)="([^"]*)"/g);
  const elements = text.matchAll(/<(?:loc|id|Image[^>]*)>(https?:[^<]*)</g);
  const structured = text.matchAll(/"(?:item|url|@id)":"([^"]*)"/g);
  const markdown = text.matchAll(/\]\(([^)\s]+)\)/g);
  const lines = text.matchAll(/^Sitemap: (\S+)$/gm);
  return [attributes, elements, structured, markdown, lines].flatMap(matches => [...matches].map(([, link]) => plain(link)));
}

const plain = link => link.replaceAll('&amp;', '&').replaceAll('&#x2F;', '/');
