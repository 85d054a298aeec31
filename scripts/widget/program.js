// The status for all elements of a page: compiles the program once, and has its style sheet ready. finish.mjs
// bundles this with wasm-bindgen's glue and fills in `WASM_URL` and `STYLES`.

import { initSync, Widget } from 'glue';
import { compiled } from '../compiled.js';

export async function start() {
  initSync({ module: await compiled(new URL(WASM_URL, import.meta.url)) });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  return { Widget, sheet };
}
