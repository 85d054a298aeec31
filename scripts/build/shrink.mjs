// Makes a module small: takes out what nothing on the page can reach, optimizes the rest for size, and puts what is
// alike together.
//
// wasm-streams, which Leptos depends on, exports classes for streams written in Rust. A compiler keeps every export, so
// all of it would stay, though no page here uses it: neither the exports, nor what only they can reach through the
// table of functions.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { uses } from './devices.mjs';
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

/** What -Oz asks of the step that writes a module, without its passes. */
const WRITTEN_SMALL = ['--optimize-level=2', '--shrink-level=2'];

/** Rewrites the module in FILE, which must still have its names, with the tools in the folder TOOLS. One without
 * Leptos has no STREAMS to take out. */
export async function shrink(file, tools, { streams = true } = {}) {
  if (streams && uses('streams')) await removeUnused(file, tools);
  await run('wasm-opt', [file, ...FEATURES, '-Oz', '--strip-debug', '--strip-producers', '--strip-target-features', '-o', file]);
  if (!uses('order')) return;
  writeFileSync(file, named(readFileSync(file)));
  await run('wasm-opt', [file, ...FEATURES, ...WRITTEN_SMALL, '--reorder-functions-by-name', '--strip-debug', '-o', file]);
}

/** Removes the unused exports, and empties the unused functions, which are still in the table. */
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
  if (count === 0) throw new Error('the module has no names, so nothing can be told apart in it');
  binaryen.setDebugInfo(true);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

/** Runs COMMAND; modules are shrunk at the same time, so it must not block. */
async function run(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'close').catch(() => [undefined]);
  if (status !== 0) throw new Error(`${command} failed`);
}
