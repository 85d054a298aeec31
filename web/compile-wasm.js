// Fetches and compiles a WebAssembly module. boot.js has a copy of this code, in which the module's address is a
// constant: one-file.mjs replaces that address.

/** Compiles the module at URL while it arrives, or after it has arrived where the host sends another content type. If
 * that fails, fetches it again and bypasses the HTTP cache, which may hold a truncated response. Where PINNED, options of
 * `fetch`, has the module's `integrity`, no other bytes are compiled. */
export const compileWasm = async (url, pinned) => WebAssembly.compileStreaming(fetch(url, pinned)).catch(() => whole(url, pinned)).catch(() => whole(url, { __proto__: null, ...pinned, cache: 'reload' }));
const whole = async (url, how) => WebAssembly.compile(await (await fetch(url, how)).arrayBuffer());
