// Makes a WebAssembly module smaller: removes unreachable code, optimizes the rest for size, and sorts functions by
// similarity for better compression.
//
// wasm-streams, a dependency of Leptos, exports classes for streams written in Rust. No page here uses them, but a
// compiler keeps every export, and with it the functions that only those exports reach through the function table.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { applies } from './optimizations.mjs';
import { withSortingNames } from './sort-functions.mjs';

/** Exports that no script of the page calls. */
const UNUSED_EXPORT = /intounderlying/;

/** Functions, by their Rust names, that only unused exports can reach, unless others call them too: LLVM merges functions
 * with the same instructions, and a function of ours may then have the name of one of these. */
const UNUSED_FUNCTION = /\bwasm_streams\b/;

/** A line of binaryen's `--print-call-graph`: one function calls another. */
const CALL = /^ {2}"(.*)" -> "(.*)"; \/\/ call$/;

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

const execute = promisify(execFile);
/** Room for the output of a command, in bytes. */
const WHOLE = { maxBuffer: 256 * 1024 * 1024 };

/** The levels of `-Oz` without its passes: the module is only written again. */
const WRITE_ONLY = ['--optimize-level=2', '--shrink-level=2'];

/** The passes for size. The linker puts the stack at the bottom of the memory, so that nothing is kept in the first
 * 1,024 bytes, as `--low-memory-unused` requires. */
const PASSES = ['-Oz', '--low-memory-unused'];

/** Optimizes the module in FILE, which must still have its name section, with the tools in the folder TOOLS. STREAMS is
 * false for a module without Leptos, from which there is nothing to remove. */
export async function optimizeWasm(file, tools, { streams = true } = {}) {
  if (streams && applies('streams')) await removeUnused(file, tools);
  await run('wasm-opt', [file, ...FEATURES, ...PASSES, '--strip-debug', '--strip-producers', '--strip-target-features', '-o', file]);
  if (!applies('order')) return;
  writeFileSync(file, withSortingNames(readFileSync(file)));
  await run('wasm-opt', [file, ...FEATURES, ...WRITE_ONLY, '--reorder-functions-by-name', '--strip-debug', '-o', file]);
}

/** Removes unused exports and replaces the bodies of unused functions by traps: the function table still names them. */
async function removeUnused(file, tools) {
  const path = join(tools, 'npm/node_modules/binaryen/package.json');
  const entry = createRequire(path).resolve('binaryen');
  const { default: binaryen } = await import(pathToFileURL(entry));
  const { stdout: callGraph } = await execute('wasm-opt', [file, ...FEATURES, '--print-call-graph', '-o', devNull], WHOLE);
  const module = binaryen.readBinary(readFileSync(file));
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(file)));
  for (const { name } of exports) if (UNUSED_EXPORT.test(name)) module.removeExport(name);
  const functions = new Map();
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const func = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(func);
    if (!importedFrom) functions.set(name, func);
  }
  const unused = withoutCalled([...functions.keys()].filter((name) => UNUSED_FUNCTION.test(name)), callGraph);
  if (unused.size === 0) throw new Error('expected functions of wasm-streams in the name section of the module, found none');
  for (const name of unused) binaryen.Function.setBody(functions.get(name), module.unreachable());
  binaryen.setDebugInfo(true);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

/** Returns the functions of NAMES that only one another and unused exports call, by the lines of CALL_GRAPH. */
export function withoutCalled(names, callGraph) {
  const calls = callGraph.split('\n').map((line) => CALL.exec(line)).filter(Boolean);
  const unused = new Set(names);
  for (let size; size !== unused.size;) {
    size = unused.size;
    for (const [, caller, called] of calls) {
      if (!unused.has(caller) && !UNUSED_EXPORT.test(caller)) unused.delete(called);
    }
  }
  return unused;
}

/** Runs COMMAND without blocking, because several modules are optimized in parallel. */
async function run(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'close').catch(() => [undefined]);
  if (status !== 0) throw new Error(`${command} failed`);
}
