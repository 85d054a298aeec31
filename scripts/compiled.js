// A module of WebAssembly, ready to be started. boot.js has the same with its address in it, which onefile.mjs
// puts another in the place of.

/** What is at URL, compiled while it arrives, unless its host does not say that it is WebAssembly. */
export const compiled = async (url) => WebAssembly.compileStreaming(fetch(url)).catch(() => compiledWhole(url));
const compiledWhole = async (url) => WebAssembly.compile(await (await fetch(url)).arrayBuffer());
