// Finishes a debug build for `make dev`. It starts by boot.js like a release, but nothing is minified, optimized,
// compressed or named by a hash.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundling } from './assets.mjs';
import { WEB } from './folders.mjs';
import { edited } from './html.mjs';
import { finishLanguages } from './languages.mjs';
import { fileOf } from './paths.mjs';

/** Modules that boot.js imports only when needed. A debug build lacks them: it has no service worker and reads no feeds of
 * other services. */
const ABSENT = { OFFLINE_URL: './no-service-worker.js', FEEDS_URL: './no-readers.js' };

/** Finishes SITE, whose index.html has PARTS that Trunk wrote. */
export function finishForDevelopment(site, { script, modules, wasm }) {
  const { dist, publicUrl } = site;
  const page = join(dist, 'index.html');
  const told = { WASM_URL: wasm.attributes.href, ...ABSENT, ...finishLanguages(site).told };
  const glue = fileOf(modules[0].attributes.href, dist, publicUrl);
  const flags = bundling(join(WEB, 'boot.js'), glue, Object.values(ABSENT), told);
  const { status } = spawnSync('esbuild', [...flags, '--log-level=error', `--outfile=${join(dist, 'boot.js')}`], { stdio: 'inherit' });
  if (status !== 0) throw new Error('esbuild failed on `boot.js`');
  const start = `<script type="module" src="${publicUrl}boot.js"></script>`;
  writeFileSync(page, edited(readFileSync(page, 'utf8'), [
    { ...script, text: start },
    ...[wasm, ...modules].map((element) => ({ ...element, text: '' })),
  ]));
}
