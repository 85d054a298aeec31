// Starts the program behind the widgets of a page. scripts/build/widget.mjs bundles this with wasm-bindgen's glue and
// defines `WASM_URL`, `STYLES` and `BARS_URL`; for the npm package also `PACKAGED` and `PACKAGE`, the files that a bundler may move.

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

/** The address of the script that shows the history. Browsers remember a failed import by its address, so each further
 * attempt uses another one. */
let barsUrl = BARS_URL;

async function load(tag) {
  const [module, words] = await Promise.all([
    PACKAGED ? compileWasm(PACKAGE.wasm, PACKAGE.pinned) : compileWasm(new URL(WASM_URL, import.meta.url)),
    language([tag, ...navigator.languages]),
  ]);
  initSync({ module });
  const chosen = new Language(words);
  const widget = (place, sources, form, when, tell, service) => {
    const make = (events) => new Widget(place, chosen, service ? `${sources}\t${service}` : sources, form, when, events);
    if (form !== 'bars') return make(tell);
    const shown = (PACKAGED ? PACKAGE.bars() : import(barsUrl)).then(({ bars }) => bars(place, words, sources, service, it));
    // The host's own content stays until the history is shown, and for good if that cannot be.
    shown.catch((error) => {
      barsUrl += '?';
      console.warn('intermission:', error);
      tell('error', JSON.stringify({ standing: 'missing', error: `${error}` }));
    });
    const it = make((...news) => shown.then(() => tell(...news), () => {}));
    return it;
  };
  return { widget, styles: STYLES };
}
