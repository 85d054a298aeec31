// Makes a module small: takes out what nothing on the page can reach, and optimizes the rest for size.
//
// Two things keep code alive that a compiler on its own cannot see is dead:
// - wasm-streams, which Leptos brings along, exports classes for streams written in Rust. Exports are never
//   dead, so all of it stays, though no page here uses it.
// - Every possible panic formats a message. The page is written not to panic; should it, the trap and its
//   stack say where, and the message's formatting is not worth what it costs every visitor.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Exports that no script of the page calls. */
const UNUSED_EXPORT = /intounderlying/;

/** Functions, by their Rust names, that only ever run on the way to a trap. */
const PANICS =
  /\bpanicking\b|panic_(fmt|bounds_check|display|nounwind|const|access_error|already|poisoned|on_ord)|(unwrap|expect)_failed|slice_error_fail|slice_index_fail|len_mismatch_fail|handle_(alloc_)?error|capacity_overflow|\brust_panic\b/;

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

/** Whether the function of this name only ever runs on the way to a trap. */
export function isPanic(name) {
  return PANICS.test(name);
}

/** Rewrites the module in FILE, which must still have its names, with the tools in the folder TOOLS. */
export async function shrink(file, tools) {
  await trapAtPanics(file, tools);
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(file)));
  const graph = `${file}.graph.json`;
  writeFileSync(graph, JSON.stringify(reachable(exports.map(({ name }) => name))));
  run('wasm-metadce', [file, ...FEATURES, '--graph-file', graph, '-o', file]);
  rmSync(graph);
  const strip = ['--strip-debug', '--strip-producers', '--strip-target-features'];
  run('wasm-opt', [file, ...FEATURES, '-Oz', '--one-caller-inline-max-function-size=30', ...strip, '-o', file]);
}

async function trapAtPanics(file, tools) {
  const path = join(tools, 'npm/node_modules/binaryen/package.json');
  const entry = createRequire(path).resolve('binaryen');
  const { default: binaryen } = await import(pathToFileURL(entry));
  const module = binaryen.readBinary(readFileSync(file));
  let count = 0;
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const func = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(func);
    if (importedFrom || !isPanic(name)) continue;
    binaryen.Function.setBody(func, module.unreachable());
    count += 1;
  }
  if (count === 0) throw new Error('the module has no names, so nothing can be told apart in it');
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

function run(command, args) {
  const { error, status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error || status !== 0) throw new Error(`${command} failed`);
}
