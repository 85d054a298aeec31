// The page as its operator would serve it, for the audits: a copy of the build with the reference window published
// to it, at an address of its own, by `intermission rehearse`.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../build/folders.mjs';

const COMMAND = join(ROOT, 'target/debug/intermission');

/** In the middle of the work: some services are away, some are back, the end has moved. */
const MINUTE = 27;

/** What `make test-audit` tells in the environment. A program that nobody named is missing, which is an error. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`expected \`${name}\` in the environment: run \`make test-audit\``);
  return value;
}

/** What Chromium is started with: it asks nobody but this machine. */
export const CHROMIUM_FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const RESOLVER_RULES = 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

/** Runs `intermission` with ARGUMENTS to its end. */
export function intermission(...args) {
  const { status, stderr } = spawnSync(COMMAND, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`intermission ${args.join(' ')}: ${stderr}`);
}

/** Lets WALK see the site, `{ url, folder, control }`, which is gone when it ends, however it does. */
export async function onSite(walk) {
  const folder = mkdtempSync(join(tmpdir(), 'intermission-audit-'));
  cpSync(join(ROOT, 'dist'), folder, { recursive: true });
  const rehearsal = spawn(COMMAND, ['rehearse', '--dist', folder, '--port', '0', '--start-at', `${MINUTE}`, '--site-stays'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await address(rehearsal);
    const control = async (method, path, body) => {
      const { status } = await fetch(`${url}__rehearsal/${path}`, { method, body });
      if (status !== 204) throw new Error(`${method} ${path}: expected 204, found ${status}`);
    };
    const answer = await fetch(`${url}status.json`);
    const document = join(folder, 'published.json');
    writeFileSync(document, await answer.text());
    intermission('publish', document, '--to', folder);
    return await walk({ url, folder, control });
  } finally {
    rehearsal.kill();
    rmSync(folder, { recursive: true });
  }
}

/** Where it is served, which it says once it is. */
async function address(rehearsal) {
  for await (const line of createInterface({ input: rehearsal.stdout })) {
    const found = line.match(/http:\/\/127\.0\.0\.1:\d+\//);
    // What it says further must not fill the pipe.
    if (found) return rehearsal.stdout.resume() && found[0];
  }
  throw new Error('the rehearsal ended before it was served');
}
