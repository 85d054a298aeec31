// Shortens the names of imports and exports between a module and its glue. Those of wasm-bindgen end in sixteen random
// digits, which do not compress and are in the download twice.
//
// esbuild renames the properties in the glue and writes a map of the names (`--mangle-props`, `--mangle-cache`), by which
// this renames imports and exports of the module. See https://esbuild.github.io/api/#mangle-props.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { esbuild } from './assets.mjs';
import { applies } from './optimizations.mjs';
import { HEAD, encodeName, encodeNumber, encodeSection, readName, readNumber, sections } from './wasm-binary.mjs';

const IMPORTS = 2;
const EXPORTS = 7;

/** The kind byte of imported functions. */
const FUNCTION = 0;

/** Matches names that wasm-bindgen generates. */
const GENERATED = '^(__wbg_|__wbindgen_|wasm_bindgen_)';

/** Returns the module BYTES with its imports and exports renamed by NAMES, a map of old names to new ones. */
export function renamedModule(bytes, names) {
  const pieces = [bytes.subarray(0, HEAD)];
  for (const { kind, content } of sections(bytes)) {
    const renamed = { [IMPORTS]: renamedImports, [EXPORTS]: renamedExports }[kind];
    pieces.push(encodeSection(kind, renamed ? renamed(content, names) : content));
  }
  return Buffer.concat(pieces);
}

function renamedImports(content, names) {
  const body = [];
  let [count, at] = readNumber(content, 0);
  body.push(...encodeNumber(count));
  for (; count > 0; count -= 1) {
    const [module, afterModule] = readName(content, at);
    const [old, afterName] = readName(content, afterModule);
    if (content[afterName] !== FUNCTION) throw new Error(`expected only functions among the imports, found \`${old}\``);
    const [, end] = readNumber(content, afterName + 1);
    body.push(...encodeName(module), ...encodeName(names[old] ?? old), ...content.subarray(afterName, end));
    at = end;
  }
  return Uint8Array.from(body);
}

function renamedExports(content, names) {
  const body = [];
  let [count, at] = readNumber(content, 0);
  body.push(...encodeNumber(count));
  for (; count > 0; count -= 1) {
    const [old, afterName] = readName(content, at);
    const [, end] = readNumber(content, afterName + 1);
    body.push(...encodeName(names[old] ?? old), ...content.subarray(afterName, end));
    at = end;
  }
  return Uint8Array.from(body);
}

/** Shortens the names between the module in the file MODULE and its glue in the file GLUE. */
export function shortenNames(module, glue) {
  if (!applies('rename')) return;
  const cache = `${glue}.names.json`;
  writeFileSync(cache, '{}');
  writeFileSync(glue, esbuild([glue, '--format=esm', `--mangle-props=${GENERATED}`, `--mangle-cache=${cache}`]));
  const names = JSON.parse(readFileSync(cache, 'utf8'));
  rmSync(cache);
  writeFileSync(module, renamedModule(readFileSync(module), names));
}
