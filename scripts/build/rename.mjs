// Gives what a module and its glue call each other by short names: wasm-bindgen's end in sixteen random digits each,
// which do not compress and would be in the download twice.
//
// esbuild renames the properties in the glue and writes down how (`--mangle-props`, `--mangle-cache`); the sections
// of imports and exports follow. See https://esbuild.github.io/api/#mangle-props.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { esbuild } from './assets.mjs';
import { uses } from './devices.mjs';
import { HEAD, encoded, name, number, section, sections, written } from './module.mjs';

const IMPORTS = 2;
const EXPORTS = 7;

/** The kind of imports that are functions. */
const FUNCTION = 0;

/** Names that wasm-bindgen makes; nothing else on the page begins so. */
const MADE = '^(__wbg_|__wbindgen_|wasm_bindgen_)';

/** The module BYTES with other names for its imports and exports, by a map of old NAMES to new ones. */
export function renamedModule(bytes, names) {
  const pieces = [bytes.subarray(0, HEAD)];
  for (const { kind, content } of sections(bytes)) {
    const renamed = { [IMPORTS]: renamedImports, [EXPORTS]: renamedExports }[kind];
    pieces.push(section(kind, renamed ? renamed(content, names) : content));
  }
  return Buffer.concat(pieces);
}

function renamedImports(content, names) {
  const body = [];
  let [count, at] = number(content, 0);
  body.push(...encoded(count));
  for (; count > 0; count -= 1) {
    const [module, afterModule] = name(content, at);
    const [old, afterName] = name(content, afterModule);
    if (content[afterName] !== FUNCTION) throw new Error(`expected only functions among the imports, found \`${old}\``);
    const [, end] = number(content, afterName + 1);
    body.push(...written(module), ...written(names[old] ?? old), ...content.subarray(afterName, end));
    at = end;
  }
  return Uint8Array.from(body);
}

function renamedExports(content, names) {
  const body = [];
  let [count, at] = number(content, 0);
  body.push(...encoded(count));
  for (; count > 0; count -= 1) {
    const [old, afterName] = name(content, at);
    const [, end] = number(content, afterName + 1);
    body.push(...written(names[old] ?? old), ...content.subarray(afterName, end));
    at = end;
  }
  return Uint8Array.from(body);
}

/** Renames what the module in the file MODULE and its glue, the file GLUE, call each other by. */
export function shorten(module, glue) {
  if (!uses('rename')) return;
  const cache = `${glue}.names.json`;
  writeFileSync(cache, '{}');
  writeFileSync(glue, esbuild([glue, '--format=esm', `--mangle-props=${MADE}`, `--mangle-cache=${cache}`]));
  const names = JSON.parse(readFileSync(cache, 'utf8'));
  rmSync(cache);
  writeFileSync(module, renamedModule(readFileSync(module), names));
}
