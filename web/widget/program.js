// Starts the program behind the widgets of a page. scripts/build/widget.mjs bundles this with wasm-bindgen's glue and
// defines `WASM_URL` and `STYLES`; for the npm package also `PACKAGED` and `PACKAGE`, the files that a bundler may move.

import { initSync, Language, Widget } from 'glue';
import { compileWasm } from '../compile-wasm.js';
import { language } from '../language.js';

/** The program is started once for each instance of this module: starting it again would overwrite the glue's memory. */
let started;

/** Starts the program in the language of TAG, or in one of the visitor's where it is not available. element.js imports
 * this script by an address that contains TAG, so every call of one instance has the same TAG. */
export function start(tag) {
  started ??= load(tag);
  return started;
}

async function load(tag) {
  const [module, words] = await Promise.all([
    PACKAGED ? compileWasm(PACKAGE.wasm, PACKAGE.pinned) : compileWasm(new URL(WASM_URL, import.meta.url)),
    language([tag, ...navigator.languages]),
  ]);
  initSync({ module });
  const chosen = new Language(words);
  return { widget: (place, ...options) => new Widget(place, chosen, ...options), styles: STYLES };
}
