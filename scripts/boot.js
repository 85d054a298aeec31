// Starts the page: finish.mjs bundles this with wasm-bindgen's glue and fills in `WASM_URL`.
//
// The glue's own start knows every way in which a module may come, and says at length what may be wrong with it.

import { initSync } from 'glue';

/** Shown in the page's own words when the element's `data-boot` has some, else in these. */
const CANNOT_START = 'This page needs WebAssembly to show live status.';

/** Compiled while it arrives, unless its host does not say that it is WebAssembly. */
const compiled = async () => WebAssembly.compileStreaming(fetch(WASM_URL)).catch(compiledWhole);
const compiledWhole = async () => WebAssembly.compile(await (await fetch(WASM_URL)).arrayBuffer());

/** Where focus may be before the page starts: on what its rendered state has. */
const stops = () => [...document.querySelectorAll('#intermission a, #content')];

/** Starts the page, which builds all of it anew; whoever had come to a link by keyboard stays there. */
function start(module) {
  const place = stops().indexOf(document.activeElement);
  const { href } = document.activeElement ?? {};
  initSync({ module });
  const again = stops()[place];
  if (again?.href === href) again?.focus({ preventScroll: true });
}

/** An address may ask for another feed than the operator's; which of them it gets is said where they are read. */
const chosen = async () => location.search.includes('feed=') && (await import(FEEDS_URL)).choose();

// A page that started has replaced the element; then an error is only the console's.
Promise.all([compiled(), chosen().catch(console.warn)]).then(([module]) => start(module)).catch((error) => {
  const notice = document.querySelector('#intermission [data-boot]');
  if (notice) notice.textContent = notice.dataset.boot || CANNOT_START;
  console.error(error);
});
