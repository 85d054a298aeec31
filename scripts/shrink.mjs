// Makes a module small: takes out what nothing on the page can reach, optimizes the rest for size, and puts what is
// alike together.
//
// wasm-streams, which Leptos brings along, exports classes for streams written in Rust. Exports are never dead
// to a compiler, so all of it would stay, though no page here uses it: neither the exports, nor what only they
// can reach through the table of functions, which no tool can tell.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { named } from './order.mjs';

/** Exports that no script of the page calls. */
const UNUSED_EXPORT = /intounderlying/;

/** Functions, by their Rust names, that only unused exports could reach. */
const UNUSED_FUNCTION = /\bwasm_streams\b/;

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

/** Rust puts the stack at the lowest addresses and never a value at their beginning. */
const OPTIMIZATIONS = ['--low-memory-unused', '--ignore-implicit-traps', '--one-caller-inline-max-function-size=30', '-Oz'];

/** What -Oz asks of the step that writes a module, without its passes. */
const WRITTEN_SMALL = ['--optimize-level=2', '--shrink-level=2'];

/** The graph that wasm-metadce starts from: every export that is used. */
export function reachable(exports) {
  const used = exports.filter((name) => !UNUSED_EXPORT.test(name));
  const root = { name: 'page', reaches: used, root: true };
  return [root, ...used.map((name) => ({ name, export: name }))];
}

/** Rewrites the module in FILE, which must still have its names, with the tools in the folder TOOLS. One without
 * Leptos has no STREAMS to take out. */
export async function shrink(file, tools, { streams = true } = {}) {
  if (streams) await emptyUnused(file, tools);
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(file)));
  const graph = `${file}.graph.json`;
  writeFileSync(graph, JSON.stringify(reachable(exports.map(({ name }) => name))));
  run('wasm-metadce', [file, '-g', ...FEATURES, '--graph-file', graph, '-o', file]);
  rmSync(graph);
  const strip = ['--strip-debug', '--strip-producers', '--strip-target-features'];
  run('wasm-opt', [file, ...FEATURES, ...OPTIMIZATIONS, ...strip, '-o', file]);
  writeFileSync(file, named(readFileSync(file)));
  run('wasm-opt', [file, ...FEATURES, ...WRITTEN_SMALL, '--reorder-functions-by-name', '--strip-debug', '-o', file]);
}

async function emptyUnused(file, tools) {
  const path = join(tools, 'npm/node_modules/binaryen/package.json');
  const entry = createRequire(path).resolve('binaryen');
  const { default: binaryen } = await import(pathToFileURL(entry));
  const module = binaryen.readBinary(readFileSync(file));
  let count = 0;
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const func = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(func);
    if (importedFrom || !UNUSED_FUNCTION.test(name)) continue;
    binaryen.Function.setBody(func, module.unreachable());
    count += 1;
  }
  if (count === 0) throw new Error('the module has no names, so nothing can be told apart in it');
  binaryen.setDebugInfo(true);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

function run(command, args) {
  const { error, status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error || status !== 0) throw new Error(`${command} failed`);
}
