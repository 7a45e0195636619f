// Tries the product as people do, in a real browser: starts the demo on a data folder of its own, runs the journeys and the
// accessibility check, and takes everything down.
//
// CHROMIUM names the browser, PRECEDENT_BINARY the built program. `node run.mjs NAME...` runs only the modules whose file
// names contain one of the words.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import * as accessibility from './accessibility.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const binary = path.resolve(process.env.PRECEDENT_BINARY ?? path.join(here, '../../target/debug/precedent'));
const PATIENCE = 120_000;
const FLAGS = [
  '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
  '--disable-default-apps', '--disable-sync', '--no-first-run', '--no-proxy-server',
];

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
    console.log(`FAIL  ${name}\n      ${String(error?.message ?? error).split('\n').slice(0, 12).join('\n      ')}`);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Starts the demo, or with `serve` an installation with nothing in it.
async function start(command, dataDir) {
  const port = await freePort();
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('PRECEDENT_')));
  const server = spawn(binary, [command, '--data-dir', dataDir, '--listen', `127.0.0.1:${port}`], { env });
  const demo = { address: `http://127.0.0.1:${port}`, server, said: '' };
  for (const stream of [server.stdout, server.stderr]) stream.on('data', text => { demo.said += text; });
  const ended = new Promise(resolve => {
    server.once('exit', code => resolve(`it ended with status ${code}`));
    server.once('error', error => resolve(`it does not start: ${error.message}`));
  });
  demo.ended = ended;
  const waited = await Promise.race([ended, answers(`${demo.address}/healthz`, demo)]);
  if (waited !== true) {
    await stop(demo);
    throw new Error(`${command} does not answer: ${waited}\n${demo.said.slice(-2000)}`);
  }
  return demo;
}

async function answers(url, { server }) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end && server.exitCode === null && server.signalCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return `${url} did not answer within ${PATIENCE / 1000} s`;
}

async function stop(demo) {
  if (!demo || demo.server.exitCode !== null || demo.server.signalCode !== null) return;
  demo.server.kill('SIGTERM');
  const timer = setTimeout(() => demo.server.kill('SIGKILL'), 15_000);
  await demo.ended;
  clearTimeout(timer);
}

// A journey exports `name` and `run({ page, context, browser, address, said, empty, check })`; each gets a fresh profile.
// `empty()` starts an installation with nothing in it: `{ address, said, end }`.
async function journeys() {
  const folder = path.join(here, 'journeys');
  const files = (await readdir(folder)).filter(file => file.endsWith('.mjs')).sort();
  const modules = await Promise.all(files.map(file => import(path.join(folder, file))));
  return [...modules.map((module, place) => ({ file: files[place], ...module })), { file: 'accessibility.mjs', ...accessibility }];
}

async function travel(browser, demo, journey) {
  console.log(`-- ${journey.name}`);
  const context = await browser.newContext({ baseURL: demo.address, locale: 'es-ES' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles = [];
  page.on('pageerror', error => troubles.push(error.message));
  page.on('request', request => {
    if (!request.url().startsWith(demo.address) && !request.url().startsWith('data:')) troubles.push(`asks for ${request.url()}`);
  });
  const empty = async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'precedent-empty-'));
    const server = await start('serve', path.join(folder, 'data'));
    const end = async () => { await stop(server); await rm(folder, { recursive: true, force: true }); };
    return { address: server.address, said: () => server.said, end };
  };
  await check(`${journey.name}: runs to its end`, () =>
    journey.run({ page, context, browser, address: demo.address, said: () => demo.said, empty, check }));
  await check(`${journey.name}: no script fails and nothing is fetched from elsewhere`, () => {
    if (troubles.length) throw new Error(troubles.join('\n'));
  });
  await context.close();
}

const dataDir = await mkdtemp(path.join(tmpdir(), 'precedent-browser-'));
let demo;
let browser;
async function takeDown() {
  await browser?.close().catch(() => {});
  await stop(demo);
  await rm(dataDir, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => takeDown().finally(() => process.exit(1)));

try {
  demo = await start('demo', path.join(dataDir, 'data'));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });
  const wanted = process.argv.slice(2);
  for (const journey of await journeys()) {
    if (!wanted.length || wanted.some(word => journey.file.includes(word))) await travel(browser, demo, journey);
  }
  await check('the demo stops cleanly on SIGTERM', async () => {
    await browser.close();
    demo.server.kill('SIGTERM');
    const end = await Promise.race([demo.ended, new Promise(resolve => setTimeout(resolve, 15_000, 'it went on'))]);
    if (end !== 'it ended with status 0') throw new Error(`${end}\n${demo.said.slice(-1000)}`);
  });
} catch (error) {
  await check('the demo and the browser start', () => { throw error; });
} finally {
  await takeDown();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
