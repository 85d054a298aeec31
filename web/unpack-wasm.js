// Decompresses the WebAssembly module of the one-file page, where one-file.mjs has embedded it as base64 of gzip: not
// every browser decompresses brotli for scripts. Returned as a response, so that it compiles while it is decompressed.

// biome-ignore lint/correctness/noUnusedVariables: one-file.mjs appends the script that calls it.
const intermissionWasm = () => {
  const text = document.getElementById('intermission-wasm').textContent;
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream, { headers: { 'content-type': 'application/wasm' } });
};
