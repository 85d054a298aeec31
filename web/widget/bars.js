// Shows the last days of the history in a widget of the form `bars`. program.js imports this script with the first such
// widget. scripts/build/history.mjs bundles it with wasm-bindgen's glue and defines `WASM_URL`, `WASM_INTEGRITY` and
// `STYLES`; the module is that of the history page.

import { Bars, Language, initSync } from 'glue';
import { texts } from 'history-texts';
import { compileWasm } from '../compile-wasm.js';

let started;
/** Starts the program once; after a failure the next widget tries again. */
function start() {
  started ??= load().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function load() {
  const pinned = { __proto__: null, integrity: WASM_INTEGRITY };
  initSync({ module: await compileWasm(new URL(WASM_URL, import.meta.url), pinned) });
}

/** Languages of the program by the texts of the widget's. */
const languages = new Map();

/** Returns the language whose texts the widget has as WORDS, see language.js, with the texts of the history. */
async function languageOf(words) {
  const more = texts[words.slice(0, words.indexOf('\n'))];
  const lines = `${words}\n${(await more()).default}`;
  await start();
  if (!languages.has(words)) languages.set(words, new Language(lines));
  return languages.get(words);
}

/** Constructed style sheets by document: a document accepts only its own. */
const sheets = new WeakMap();
function dress(place) {
  const [root, { ownerDocument }] = [place.getRootNode(), place];
  if (!sheets.has(ownerDocument)) {
    const sheet = new ownerDocument.defaultView.CSSStyleSheet();
    sheet.replaceSync(STYLES);
    sheets.set(ownerDocument, sheet);
  }
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheets.get(ownerDocument)];
}

/** Shows below WIDGET in PLACE the history that is beside the documents at SOURCES, of SERVICE or of all. Resolves when it
 * is shown, or why there is none; rejects if the program does not load. It ends with WIDGET. */
export async function bars(place, words, sources, service, widget) {
  const language = await languageOf(words);
  // The element may have been removed in the meantime.
  if (!place.isConnected) return;
  dress(place);
  const box = Object.assign(document.createElement('div'), { className: 'days' });
  place.append(box);
  const folders = sources.split(' ').map((it) => new URL('.', it).href).join(' ');
  await new Promise((shown) => {
    const it = new Bars(box, language, folders, service, shown);
    const { free } = widget;
    widget.free = () => {
      it.free();
      free.call(widget);
    };
  });
}
