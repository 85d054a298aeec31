// Starts the history page. scripts/build/history.mjs bundles this with wasm-bindgen's glue and defines `WASM_URL`,
// `WASM_INTEGRITY` and `HISTORY_LANGUAGE_URL`, in which `*` stands for a tag.

import { initSync, start } from 'glue';
import { read } from '../src/browser/store.js';
import { compileWasm } from './compile-wasm.js';
import { language } from './language.js';

/** Shown where the page has not been rendered when it was published. */
const CANNOT_START = 'This page needs WebAssembly to show the history.';

const compiled = () => compileWasm(new URL(WASM_URL, import.meta.url), { __proto__: null, integrity: WASM_INTEGRITY });

/** Loads the visitor's language as the page does, and the texts of the history behind its texts. */
async function words() {
  const asked = new URLSearchParams(location.search).get('lang');
  const lines = await language([asked, read('intermission.language'), ...navigator.languages, document.documentElement.lang]);
  const tag = lines.slice(0, lines.indexOf('\n'));
  const { default: texts } = await import(HISTORY_LANGUAGE_URL.replace('*', tag.toLowerCase()));
  return `${lines}\n${texts}`;
}

Promise.all([compiled(), words()]).then(([module, lines]) => {
  initSync({ module });
  start(lines);
}).catch((error) => {
  const notice = document.querySelector('#intermission [data-boot]');
  if (notice) notice.textContent = CANNOT_START;
  console.error(error);
});
