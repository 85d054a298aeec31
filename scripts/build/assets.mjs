// What the last build step does with single files: names them by their content and minifies them.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileOf } from './site.mjs';

/** Oldest browsers with all that wasm-bindgen's output needs. */
const TARGET = '--target=chrome96,firefox89,safari15';

/** Gives the file at URL the name of its content; returns its new URL. */
export function renamed(url, site) {
  const file = fileOf(url, site.dist, site.publicUrl);
  const name = hashedName(url, readFileSync(file));
  renameSync(file, join(dirname(file), name));
  return sibling(url, name);
}

/** Writes CONTENT beside the file at URL, under the name of its content; returns its URL. */
export function written(url, content, site) {
  const name = hashedName(url, content);
  writeFileSync(join(dirname(fileOf(url, site.dist, site.publicUrl)), name), content);
  return sibling(url, name);
}

/** `page-<hash of CONTENT>.js` for Trunk's `page-<its hash>.js`. */
export function hashedName(url, content) {
  const stem = basename(url, extname(url)).replace(/-[0-9a-f]{8,16}(_bg)?$/, '');
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return `${stem}-${hash}${extname(url)}`;
}

/** The sum of the file at URL, as `integrity` has it: browsers refuse a file that arrives otherwise. */
export function integrity(url, site) {
  const content = readFileSync(fileOf(url, site.dist, site.publicUrl));
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

function sibling(url, name) {
  return url.slice(0, url.lastIndexOf('/') + 1) + name;
}

/** Flags by which esbuild makes one script of the start BOOT and wasm-bindgen's GLUE, both files: modules at the URLs
 * EXTERNAL are imported when they are needed, and each of CONSTANTS has its value. */
export const bundling = (boot, glue, external, constants) => [
  boot,
  '--bundle',
  '--format=esm',
  `--alias:glue=${glue}`,
  ...external.map((url) => `--external:${url}`),
  ...Object.entries(constants).map(([name, value]) => `--define:${name}=${JSON.stringify(value)}`),
];

/** What esbuild writes for FLAGS and perhaps INPUT, minified. */
export function esbuild(flags, input = '') {
  const { error, status, stdout } = spawnSync(
    'esbuild',
    [...flags, '--minify', '--legal-comments=none', '--charset=utf8', '--log-level=warning', TARGET],
    { input, stdio: ['pipe', 'pipe', 'inherit'], maxBuffer: 1 << 28 },
  );
  if (error || status !== 0) throw new Error(`esbuild failed on \`${flags[0]}\``);
  return stdout;
}
