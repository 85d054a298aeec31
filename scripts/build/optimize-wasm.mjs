// Makes a WebAssembly module smaller: removes unreachable code, optimizes the rest for size, and sorts functions by
// similarity for better compression.
//
// wasm-streams, a dependency of Leptos, exports classes for streams written in Rust. No page here uses them, but a
// compiler keeps every export, and with it the functions that only those exports reach through the function table.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applies } from './optimizations.mjs';
import { withSortingNames } from './sort-functions.mjs';

/** Exports that no script of the page calls. */
const UNUSED_EXPORT = /intounderlying/;

/** Functions, by their Rust names, that only unused exports could reach. */
const UNUSED_FUNCTION = /\bwasm_streams\b/;

/** WebAssembly features that rustc emits; all supported browsers have them. */
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

/** The levels of `-Oz` without its passes: the module is only written again. */
const WRITE_ONLY = ['--optimize-level=2', '--shrink-level=2'];

/** Optimizes the module in FILE, which must still have its name section, with the tools in the folder TOOLS. STREAMS is
 * false for a module without Leptos, from which there is nothing to remove. */
export async function optimizeWasm(file, tools, { streams = true } = {}) {
  if (streams && applies('streams')) await removeUnused(file, tools);
  await run('wasm-opt', [file, ...FEATURES, '-Oz', '--strip-debug', '--strip-producers', '--strip-target-features', '-o', file]);
  if (!applies('order')) return;
  writeFileSync(file, withSortingNames(readFileSync(file)));
  await run('wasm-opt', [file, ...FEATURES, ...WRITE_ONLY, '--reorder-functions-by-name', '--strip-debug', '-o', file]);
}

/** Removes unused exports and replaces the bodies of unused functions by traps: the function table still names them. */
async function removeUnused(file, tools) {
  const path = join(tools, 'npm/node_modules/binaryen/package.json');
  const entry = createRequire(path).resolve('binaryen');
  const { default: binaryen } = await import(pathToFileURL(entry));
  const module = binaryen.readBinary(readFileSync(file));
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(file)));
  for (const { name } of exports) if (UNUSED_EXPORT.test(name)) module.removeExport(name);
  let count = 0;
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const func = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(func);
    if (importedFrom || !UNUSED_FUNCTION.test(name)) continue;
    binaryen.Function.setBody(func, module.unreachable());
    count += 1;
  }
  if (count === 0) throw new Error('expected functions of wasm-streams in the name section of the module, found none');
  binaryen.setDebugInfo(true);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

/** Runs COMMAND without blocking, because several modules are optimized in parallel. */
async function run(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'close').catch(() => [undefined]);
  if (status !== 0) throw new Error(`${command} failed`);
}
