// The npm package's program.js, see scripts/build/npm-package.mjs: it writes the addresses of all files out, because
// bundlers move those files that they find by `import('…')` and `new URL('…', import.meta.url)`, and no others.
//
// wasm-bindgen's glue keeps the memory of one instance in its module. Bundlers run a module once, whereas widgets need an
// instance for each language, so the bundle is the body of a function.

/*FILES*/

/** Returns a new instance of the program. */
export function instance() {
  const module = { exports: {} };
  /*PROGRAM*/
  return module.exports;
}
