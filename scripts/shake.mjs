// Removes from a module what nothing on the page can reach.
//
// wasm-streams, which Leptos brings along, exports classes for streams that are written in Rust. Exports
// are never dead to a compiler, so they keep 6 KB (after brotli) alive that no page here uses.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, rmSync } from 'node:fs';

/** Names of exports that no script of the page calls. */
const UNUSED = /intounderlying/;

/** What current browsers have and rustc uses; the same as in index.html. */
const FEATURES = [
  'bulk-memory',
  'bulk-memory-opt',
  'call-indirect-overlong',
  'multivalue',
  'mutable-globals',
  'nontrapping-float-to-int',
  'reference-types',
  'sign-ext',
].map((name) => `--enable-${name}`);

/** The graph that wasm-metadce starts from: every export of MODULE that is used. */
export function reachable(exports) {
  const used = exports.filter((name) => !UNUSED.test(name));
  const root = { name: 'page', reaches: used, root: true };
  return [root, ...used.map((name) => ({ name, export: name }))];
}

/** Rewrites the module in FILE without what is not reachable. */
export function shake(file) {
  const module = new WebAssembly.Module(readFileSync(file));
  const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  const graph = `${file}.graph.json`;
  writeFileSync(graph, JSON.stringify(reachable(exports)));
  run('wasm-metadce', [file, ...FEATURES, '--graph-file', graph, '-o', file]);
  run('wasm-opt', [file, ...FEATURES, '-Oz', '--converge', '-o', file]);
  rmSync(graph);
}

function run(command, args) {
  const { error, status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error || status !== 0) throw new Error(`${command} failed`);
}
