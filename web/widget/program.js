// The status for all elements of a page: compiles the program once, and has its styles. finish.mjs
// bundles this with wasm-bindgen's glue and fills in `WASM_URL` and `STYLES`.

import { initSync, speak, Widget } from 'glue';
import { compiled } from '../compiled.js';
import { language } from '../language.js';

/** One instance of the program for each module that a browser makes of this script: a second one in its place would
 * run on the memory of the first. */
let started;

/** Begins, in the language of TAG if there is one, else in one that the visitor knows. TAG is part of the address that
 * this script was imported by (element.js), so that whoever comes here again wants the same one. */
export function start(tag) {
  started ??= begun(tag);
  return started;
}

async function begun(tag) {
  const [module, words] = await Promise.all([
    compiled(new URL(WASM_URL, import.meta.url)),
    language([tag, ...navigator.languages]),
  ]);
  initSync({ module });
  speak(words);
  return { Widget, styles: STYLES };
}
