// Makes a module small: takes out what nothing on the page can reach, and optimizes the rest for size.
//
// wasm-streams, which Leptos brings along, exports classes for streams written in Rust. Exports are never dead
// to a compiler, so all of it would stay, though no page here uses it.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Exports that no script of the page calls. */
const UNUSED_EXPORT = /intounderlying/;

/** What current browsers have and rustc uses. */
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

/** The graph that wasm-metadce starts from: every export that is used. */
export function reachable(exports) {
  const used = exports.filter((name) => !UNUSED_EXPORT.test(name));
  const root = { name: 'page', reaches: used, root: true };
  return [root, ...used.map((name) => ({ name, export: name }))];
}

/** Rewrites the module in FILE. */
export function shrink(file) {
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(file)));
  const graph = `${file}.graph.json`;
  writeFileSync(graph, JSON.stringify(reachable(exports.map(({ name }) => name))));
  run('wasm-metadce', [file, ...FEATURES, '--graph-file', graph, '-o', file]);
  rmSync(graph);
  const strip = ['--strip-debug', '--strip-producers', '--strip-target-features'];
  run('wasm-opt', [file, ...FEATURES, '-Oz', '--one-caller-inline-max-function-size=30', ...strip, '-o', file]);
}

function run(command, args) {
  const { error, status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error || status !== 0) throw new Error(`${command} failed`);
}
