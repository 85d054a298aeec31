// Gives the functions that a module imports, and those that it exports for closures, short names.
//
// wasm-bindgen names each after what it does and adds a hash: some fifty letters or two hundred, of which hashes
// do not compress, once in the module and once in its glue.

import { readFileSync, writeFileSync } from 'node:fs';
import { lean } from './glue.mjs';
import { HEAD, encoded, name, number, section, sections, written } from './module.mjs';

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;

/** A module of the project's own, whose functions the glue may hand over as they are, by their own names. */
const OWN = /^\.\/snippets\//;

/** What wasm-bindgen exports by the name of a type; the others have names that its glue may look up. */
const CLOSURE = /^wasm_bindgen_/;

/** The module BYTES with short names for its imports and closures, and a map of old names to new ones. */
export function renamedModule(bytes) {
  const names = new Map();
  const pieces = [bytes.subarray(0, HEAD)];
  for (const { kind, content } of sections(bytes)) {
    const shorten = { [IMPORTS]: shortenedImports, [EXPORTS]: shortenedExports }[kind];
    pieces.push(section(kind, shorten ? shorten(content, names) : content));
  }
  return { bytes: Buffer.concat(pieces), names };
}

function shortenedImports(section, names) {
  const body = [];
  let [count, at] = number(section, 0);
  body.push(...encoded(count));
  for (; count > 0; count -= 1) {
    const [module, afterModule] = name(section, at);
    const [old, afterName] = name(section, afterModule);
    if (section[afterName] !== FUNCTION) throw new Error(`expected only functions among the imports, found \`${old}\``);
    const [, end] = number(section, afterName + 1);
    body.push(...written(short(module, names)), ...written(OWN.test(module) ? old : short(old, names)));
    body.push(...section.subarray(afterName, end));
    at = end;
  }
  return Uint8Array.from(body);
}

function shortenedExports(section, names) {
  const body = [];
  let [count, at] = number(section, 0);
  body.push(...encoded(count));
  for (; count > 0; count -= 1) {
    const [old, afterName] = name(section, at);
    const [, end] = number(section, afterName + 1);
    body.push(...written(CLOSURE.test(old) ? short(old, names) : old), ...section.subarray(afterName, end));
    at = end;
  }
  return Uint8Array.from(body);
}

/** The short name for TEXT. */
function short(text, names) {
  if (!names.has(text)) names.set(text, `$${names.size.toString(36)}`);
  return names.get(text);
}

/** An import as wasm-bindgen writes it: a member of its own lines. */
const MEMBER = /^( +)(__wb\w+): function\(.*\n(?:\1 .*\n)*\1\}.*\n/gm;

/** What frees objects of the classes that wasm-bindgen exports for streams, of which no script here makes any. */
const UNUSED = /^const IntoUnderlying\w+Finalization = [^;]*;\n/gm;

/** GLUE, written for a module before its imports were renamed, for the module after: without what that no
 * longer imports. */
export function renamedGlue(glue, names) {
  glue = glue.replace(UNUSED, '').replace(MEMBER, (text, indent, name) => (names.has(name) ? text : ''));
  const known = [...names.keys()].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w$]|(?<!\\bwasm)\\.)(${known.sort((a, b) => b.length - a.length).join('|')})(?![\\w$])`, 'g');
  // A module of the project's own is imported from where it is, whatever the import is called.
  return glue.replace(/^(?!import ).*/gm, (line) => line.replace(pattern, (text) => names.get(text)));
}

/** A function as a member, and a look at what something is: wasm-bindgen guards it against names that no browser
 * lacks. */
const FUNCTION_MEMBER = /^( +[$\w]+): function\(/gm;
const INSTANCE = /let result;\s+try \{\s+result = (\w+ instanceof \w+);\s+\} catch \(_\) \{\s+result = false;\s+\}\s+const ret = result;\s+return ret;/g;

/** GLUE, in fewer words. */
export function plainGlue(glue) {
  return glue.replace(FUNCTION_MEMBER, '$1(').replace(INSTANCE, 'return $1;');
}

/** Renames what the module in the file MODULE imports and exports, and the same in its glue, the file GLUE, which
 * is made lean. */
export function shorten(module, glue) {
  const { bytes, names } = renamedModule(readFileSync(module));
  writeFileSync(module, bytes);
  writeFileSync(glue, plainGlue(lean(renamedGlue(readFileSync(glue, 'utf8'), names))));
}
