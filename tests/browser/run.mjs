// Tries the product as people do, in a real browser: starts the demo on a data folder of its own, runs the journeys and the
// checks of links, weights and accessibility, and takes everything down.
//
// CHROMIUM names the browser, PRECEDENT_BINARY the built program. `node run.mjs NAME...` runs only the modules whose file
// names contain one of the words.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { start } from './installation.mjs';
import { named, once } from './ways.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const FLAGS = [
  '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
  '--disable-default-apps', '--disable-sync', '--no-first-run', '--no-proxy-server',
];
// After the journeys, which find the demo as it was delivered.
const CHECKS = ['links.mjs', 'weights.mjs', 'accessibility.mjs'];

let passed = 0;
let failed = 0;

// A check: `await check('what is promised', async () => { ... throws where it is not so ... })`.
async function check(name, promise) {
  try {
    await promise();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error?.message ?? error).split('\n').slice(0, 20).join('\n      ')}`);
  }
}

// A module exports `name` and `run({ page, context, browser, address, said, installation, check, locale, script })`. It is
// run in each of the `ways` it exports, or once, each time with a fresh profile. `installation(settings)` starts another
// one with nothing in it.
async function modules() {
  const folder = path.join(here, 'journeys');
  const journeys = (await readdir(folder)).filter(file => file.endsWith('.mjs')).sort().map(file => path.join(folder, file));
  const files = [...journeys, ...CHECKS.map(file => path.join(here, file))];
  const wanted = process.argv.slice(2);
  const chosen = files.filter(file => !wanted.length || wanted.some(word => path.basename(file).includes(word)));
  return Promise.all(chosen.map(file => import(file)));
}

async function travel(browser, demo, journey, way) {
  const how = [journey.name, named(way)].filter(Boolean).join(', ');
  console.log(`-- ${how}`);
  const context = await browser.newContext({
    baseURL: demo.address, locale: way.locale === 'en' ? 'en-GB' : 'es-ES', viewport: way.viewport, javaScriptEnabled: way.script,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles = [];
  context.on('weberror', error => troubles.push(error.error().message));
  context.on('request', request => {
    const { origin, protocol, hostname } = new URL(request.url());
    if (protocol !== 'data:' && origin !== demo.address && hostname !== '127.0.0.1') troubles.push(`asks for ${request.url()}`);
  });
  const opened = [];
  const installation = async settings => {
    const other = await start('serve', settings);
    opened.push(other);
    return other;
  };
  const tell = (promise, doing) => check(`${how}: ${promise}`, doing);
  const all = { ...way, page, context, browser, address: demo.address, said: demo.said, installation, check: tell };
  await tell('runs to its end', () => journey.run(all));
  await tell('no script fails and nothing is fetched from elsewhere', () => {
    if (troubles.length) throw new Error(troubles.join('\n'));
  });
  await context.close();
  for (const other of opened) await other.end();
}

let demo;
let browser;
async function takeDown() {
  await browser?.close().catch(() => {});
  await demo?.end();
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => takeDown().finally(() => process.exit(1)));

try {
  demo = await start('demo');
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });
  for (const journey of await modules()) {
    const began = Date.now();
    for (const way of journey.ways ?? once) await travel(browser, demo, journey, way);
    console.log(`   ${journey.name}: ${Math.round((Date.now() - began) / 1000)} s`);
  }
  await check('the demo stops cleanly on SIGTERM', async () => {
    await browser.close();
    const how = await demo.quit();
    if (how !== 'it ended with status 0') throw new Error(`${how}\n${demo.said().slice(-1000)}`);
  });
} catch (error) {
  await check('the demo and the browser start', () => { throw error; });
} finally {
  await takeDown();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
