// Starts the built program on a data folder of its own and a free port, and takes both away again.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const binary = path.resolve(process.env.PRECEDENT_BINARY ?? path.join(here, '../../target/debug/precedent'));
const PATIENCE = 120_000;
// One address asks for everything here, faster than any person.
const SETTINGS = { PRECEDENT_REQUESTS_PER_MINUTE: '0', PRECEDENT_SIGN_INS_PER_MINUTE: '0' };

// `start('demo')`, or `start('serve')` for an installation with nothing in it: `{ address, said(), quit(), end() }`. `quit`
// asks it to stop and answers how it ended; `end` also removes what it stored, and may be called again.
export async function start(command, settings = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'precedent-browser-'));
  const port = await freePort();
  const own = Object.entries(process.env).filter(([key]) => !key.startsWith('PRECEDENT_'));
  const env = { ...Object.fromEntries(own), ...SETTINGS, ...settings };
  const server = spawn(binary, [command, '--data-dir', path.join(folder, 'data'), '--listen', `127.0.0.1:${port}`], { env });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', text => { said += text; });
  const ended = new Promise(resolve => {
    server.once('exit', code => resolve(`it ended with status ${code}`));
    server.once('error', error => resolve(`it does not start: ${error.message}`));
  });
  const runs = () => server.exitCode === null && server.signalCode === null;
  const quit = async () => {
    const timer = setTimeout(() => server.kill('SIGKILL'), 15_000);
    if (runs()) server.kill('SIGTERM');
    const how = await ended;
    clearTimeout(timer);
    return how;
  };
  const end = async () => {
    await quit();
    await rm(folder, { recursive: true, force: true });
  };
  const address = `http://127.0.0.1:${port}`;
  const waited = await Promise.race([ended, answers(`${address}/healthz`, runs)]);
  if (waited !== true) {
    await end();
    throw new Error(`${command} does not answer: ${waited}\n${said.slice(-2000)}`);
  }
  return { address, said: () => said, quit, end };
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

async function answers(url, runs) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end && runs()) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return `${url} did not answer within ${PATIENCE / 1000} s`;
}
