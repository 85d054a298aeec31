// Finishes the program that reads feeds of other services. Page and widget fetch it with the first such feed.

import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { esbuild, integrity, renamed, written } from './assets.mjs';
import { WEB } from './folders.mjs';
import { shortenNames } from './shorten-names.mjs';
import { optimizeWasm } from './optimize-wasm.mjs';
import { fileOf } from './paths.mjs';

const SCRIPT = join(WEB, 'feeds.js');

/** Finishes the program in SITE with the tools in the folder TOOLS; returns the names of its script and its module. */
export async function finishFeeds(site, tools) {
  const [wasm, glue] = ['feeds_bg.wasm', 'feeds.js'].map((name) => `${site.publicUrl}${name}`);
  const files = [wasm, glue].map((url) => fileOf(url, site.dist, site.publicUrl));
  await optimizeWasm(files[0], tools, { streams: false });
  shortenNames(...files);
  const wasmUrl = renamed(wasm, site);
  const wasmName = basename(wasmUrl);
  const told = { WASM_URL: `./${wasmName}`, WASM_INTEGRITY: integrity(wasmUrl, site) };
  const defined = Object.entries(told).map(([name, value]) => `--define:${name}=${JSON.stringify(value)}`);
  const flags = ['--bundle', '--format=esm', `--alias:glue=${files[1]}`, ...defined];
  const code = esbuild([SCRIPT, ...flags]);
  rmSync(files[1]);
  return [basename(written(glue, code, site)), wasmName];
}
