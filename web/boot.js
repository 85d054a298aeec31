// Starts the page: finish.mjs bundles this with wasm-bindgen's glue and fills in `WASM_URL`.
//
// The glue's own start knows every way in which a module may come, and says at length what may be wrong with it.

import { initSync, start as run } from 'glue';
import { read } from '../src/browser/store.js';
import { language, names } from './language.js';

/** Shown in the page's own words when the element's `data-boot` has some, else in these. */
const CANNOT_START = 'This page needs WebAssembly to show live status.';

/** Compiled while it arrives; as a whole where its host does not say that it is WebAssembly; and asked for once more past
 * the cache, which keeps what was cut off on its way, or on its way to the host, for as long as the rest. */
const compiled = async () => WebAssembly.compileStreaming(fetch(WASM_URL)).catch(() => whole()).catch(() => whole({ cache: 'reload' }));
const whole = async (how) => WebAssembly.compile(await (await fetch(WASM_URL, how)).arrayBuffer());

/** Where focus may be before the page starts: on what its rendered state has. */
const stops = () => [...document.querySelectorAll('#intermission a, #content')];

/** The visitor's language: see docs/languages.md. */
const spoken = async () => {
  const asked = new URLSearchParams(location.search).get('lang');
  return language([asked, read('intermission.language'), ...navigator.languages, document.documentElement.lang]);
};

/** Has SPEAK told the texts of another language, which builds the page anew; the focus was on the field of languages. */
const change = (tag, speak) => language([tag])
  .then(speak)
  .then(() => document.querySelector('.settings label:nth-of-type(3) select')?.focus())
  .catch((error) => console.warn('intermission:', error));

/** Starts the page, which builds all of it anew in its next task; whoever had come to a link by keyboard stays there. */
function start(module, words) {
  const place = stops().indexOf(document.activeElement);
  const { href } = document.activeElement ?? {};
  initSync({ module });
  run(words, names(), change);
  setTimeout(() => {
    const again = stops()[place];
    if (again?.href === href) again?.focus({ preventScroll: true });
  });
}

/**
 * What the page came with is on screen, or nothing is going to be, as where the page is out of view. Starting takes
 * the place of it, and no visitor should have to wait for that to see something.
 *
 * A browser's first formatter takes a third of the time that starting does: a task of its own, mostly while the
 * module is on its way.
 */
const painted = new Promise((done) => {
  const ready = () => {
    new Intl.DateTimeFormat();
    setTimeout(done);
  };
  new PerformanceObserver(ready).observe({ type: 'paint', buffered: true });
  setTimeout(ready, 100);
});

/** Chooses the feed that the address asks for, if any. Where that fails, the page is told why, and shows its own
 * document. */
const chosen = async () => {
  if (!new URLSearchParams(location.search).get('feed')) return;
  let refusal = 'not-loaded';
  try {
    const { choose } = await import(FEEDS_URL);
    refusal = 'not-allowed';
    choose();
  } catch (error) {
    document.documentElement.dataset.feed = refusal;
    console.warn(error);
  }
};

// A page that started has replaced the element; then an error is only the console's.
Promise.all([compiled(), spoken(), chosen(), painted]).then(([module, words]) => start(module, words)).catch((error) => {
  const notice = document.querySelector('#intermission [data-boot]');
  if (notice) notice.textContent = notice.dataset.boot || CANNOT_START;
  console.error(error);
});
