// Names built files by a hash of their content, and minifies them.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileOf } from './paths.mjs';

/** The oldest browsers that support everything that wasm-bindgen's output uses. */
const TARGET = '--target=chrome96,firefox89,safari15';

/** Renames the file at URL by a hash of its content; returns its new URL. */
export function renamed(url, site) {
  const file = fileOf(url, site.dist, site.publicUrl);
  const name = hashedName(url, readFileSync(file));
  renameSync(file, join(dirname(file), name));
  return sibling(url, name);
}

/** Writes CONTENT beside the file at URL, named by its hash; returns its URL. */
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

/** Returns the hash of the file at URL for the attribute `integrity`. */
export function integrity(url, site) {
  const content = readFileSync(fileOf(url, site.dist, site.publicUrl));
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

function sibling(url, name) {
  return url.slice(0, url.lastIndexOf('/') + 1) + name;
}

/** The glue gives its classes a method for `using`, which no script here has. Without it esbuild leaves out the classes of
 * wasm-streams, whose functions optimize-wasm.mjs has removed. */
export const NO_DISPOSAL = '--define:Symbol.dispose=undefined';

/** Returns flags by which esbuild bundles the files BOOT and GLUE, wasm-bindgen's. It leaves imports of the URLs EXTERNAL as
 * they are, and defines CONSTANTS. */
export const bundling = (boot, glue, external, constants) => [
  boot,
  '--bundle',
  '--format=esm',
  `--alias:glue=${glue}`,
  ...external.map((url) => `--external:${url}`),
  '--define:PACKAGED=false',
  NO_DISPOSAL,
  ...Object.entries(constants).map(([name, value]) => `--define:${name}=${JSON.stringify(value)}`),
];

/** Runs esbuild with FLAGS on the optional INPUT; returns its minified output. */
export function esbuild(flags, input = '') {
  const { error, status, stdout } = spawnSync(
    'esbuild',
    [...flags, '--minify', '--legal-comments=none', '--charset=utf8', '--log-level=warning', TARGET],
    { input, stdio: ['pipe', 'pipe', 'inherit'], maxBuffer: 1 << 28 },
  );
  if (error || status !== 0) throw new Error(`esbuild failed on \`${flags[0]}\``);
  return stdout;
}
