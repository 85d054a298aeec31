// Finishes the readers of other people's feeds: a program of its own, which page and element fetch when they meet
// the first such feed.

import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { esbuild, renamed, written } from './assets.mjs';
import { WEB } from './folders.mjs';
import { shorten } from './rename.mjs';
import { shrink } from './shrink.mjs';
import { fileOf } from './site.mjs';

const SCRIPT = join(WEB, 'feeds.js');

/** Finishes the readers in SITE with the tools in the folder TOOLS; returns the names of their script and program. */
export async function finishReaders(site, tools) {
  const [wasm, glue] = ['feeds_bg.wasm', 'feeds.js'].map((name) => `${site.publicUrl}${name}`);
  const files = [wasm, glue].map((url) => fileOf(url, site.dist, site.publicUrl));
  await shrink(files[0], tools, { streams: false });
  shorten(...files);
  const wasmName = basename(renamed(wasm, site));
  const flags = ['--bundle', '--format=esm', `--alias:glue=${files[1]}`, `--define:WASM_URL=${JSON.stringify(`./${wasmName}`)}`];
  const code = esbuild([SCRIPT, ...flags]);
  rmSync(files[1]);
  return [basename(written(glue, code, site)), wasmName];
}
