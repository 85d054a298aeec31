// Serves a copy of the build for audits by `intermission rehearse`, with the reference maintenance published to it.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../build/folders.mjs';

const COMMAND = join(ROOT, 'target/debug/intermission');

/** In the middle of the maintenance: some services are down, some are back, the end has been postponed. */
const MINUTE = 27;

/** Returns a variable that `make test-audit` sets in the environment. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`expected \`${name}\` in the environment: run \`make test-audit\``);
  return value;
}

/** Flags of Chromium. With RESOLVER_RULES it sends no requests to other machines. */
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

/** Runs `intermission` with ARGS and waits for its end. */
export function intermission(...args) {
  const { status, stderr } = spawnSync(COMMAND, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`intermission ${args.join(' ')}: ${stderr}`);
}

/**
 * Calls WALK with the site, `{ url, folder, control }`, and removes the site when WALK has returned or thrown. A site that
 * is not published has no state rendered into its page.
 */
export async function onSite(walk, { isPublished = true } = {}) {
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
    if (isPublished) {
      const answer = await fetch(`${url}status.json`);
      const document = join(folder, 'published.json');
      writeFileSync(document, await answer.text());
      intermission('publish', document, '--to', folder);
    }
    return await walk({ url, folder, control });
  } finally {
    rehearsal.kill();
    rmSync(folder, { recursive: true });
  }
}

/** Waits for the address that REHEARSAL prints. */
async function address(rehearsal) {
  for await (const line of createInterface({ input: rehearsal.stdout })) {
    const found = line.match(/http:\/\/127\.0\.0\.1:\d+\//);
    // Further output must not fill the pipe.
    if (found) return rehearsal.stdout.resume() && found[0];
  }
  throw new Error('the rehearsal ended before it was served');
}
