// Starts the page: finish.mjs bundles this with wasm-bindgen's glue and fills in `WASM_URL`.

import start from 'glue';

/** Shown in the page's own words when the element's `data-boot` has some, else in these. */
const CANNOT_START = 'This page needs WebAssembly to show live status.';

// A page that started has replaced the element; then an error is only the console's.
start({ module_or_path: WASM_URL }).catch((error) => {
  const notice = document.querySelector('#intermission [data-boot]');
  if (notice) notice.textContent = notice.dataset.boot || CANNOT_START;
  console.error(error);
});
