// A module of WebAssembly, ready to be started. boot.js has the same with its address in it, which onefile.mjs
// puts another in the place of.

/** Compiles what is at URL while it arrives; as a whole where its host does not say that it is WebAssembly; and asks for
 * it once more past the cache, which keeps what was cut off on its way for as long as the rest. */
export const compiled = async (url) => WebAssembly.compileStreaming(fetch(url)).catch(() => whole(url)).catch(() => whole(url, { __proto__: null, cache: 'reload' }));
const whole = async (url, how) => WebAssembly.compile(await (await fetch(url, how)).arrayBuffer());
