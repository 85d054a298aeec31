// Starts the page. scripts/build/post-build.mjs bundles this with wasm-bindgen's glue and defines `WASM_URL` and
// `FEEDS_URL`.
//
// It calls `initSync` instead of the glue's own `init`, which has code and messages for more kinds of input.

import { initSync, start as run } from 'glue';
import { read } from '../src/browser/store.js';
import { language, names } from './language.js';

/** Shown where the attribute `data-boot` has no text of its own. */
const CANNOT_START = 'This page needs WebAssembly to show live status.';

/** Compiles the module while it arrives, or after it has arrived where the host sends another content type. If that fails,
 * fetches it again and bypasses the HTTP cache, which may hold a truncated response. */
const compiled = async () => WebAssembly.compileStreaming(fetch(WASM_URL)).catch(() => whole()).catch(() => whole({ cache: 'reload' }));
const whole = async (how) => WebAssembly.compile(await (await fetch(WASM_URL, how)).arrayBuffer());

/** Returns what may have the focus before the page starts: elements of its rendered state. */
const stops = () => [...document.querySelectorAll('#intermission a, #content')];

/** Loads the visitor's language, see docs/languages.md. */
const spoken = async () => {
  const asked = new URLSearchParams(location.search).get('lang');
  return language([asked, read('intermission.language'), ...navigator.languages, document.documentElement.lang]);
};

/** Passes the texts of the language TAG to SPEAK, which builds the page again, and gives the focus back to the field of
 * languages. */
const change = (tag, speak) => language([tag])
  .then(speak)
  .then(() => document.getElementById('language')?.focus())
  .catch((error) => console.warn('intermission:', error));

/** Starts the page, which replaces the rendered elements in its next task, and keeps the focus on the same link. */
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
 * Resolves after the first paint of the delivered page, or after 100 ms, because a hidden page is never painted. Starting
 * the program blocks painting, so it waits for this.
 *
 * The browser's first `DateTimeFormat` takes a third of the time that starting does. It is created here in a task of its
 * own, mostly while the module is still loading.
 */
const painted = new Promise((done) => {
  const ready = () => {
    new Intl.DateTimeFormat();
    setTimeout(done);
  };
  new PerformanceObserver(ready).observe({ type: 'paint', buffered: true });
  setTimeout(ready, 100);
});

/** Selects the feed that the address asks for, if any. On failure the page shows its own document and the reason, which
 * it reads from `data-feed`. */
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

// A page that has started has no such element any more: then the error is only logged.
Promise.all([compiled(), spoken(), chosen(), painted]).then(([module, words]) => start(module, words)).catch((error) => {
  const notice = document.querySelector('#intermission [data-boot]');
  if (notice) notice.textContent = notice.dataset.boot || CANNOT_START;
  console.error(error);
});
