// The module of the page in one file, which onefile.mjs puts into it as text: gzip, because not every browser
// unpacks brotli for scripts, in base64. It comes as the answer of a host would, and is compiled while it is unpacked.

// biome-ignore lint/correctness/noUnusedVariables: the script that stands after it calls it.
const intermissionWasm = () => {
  const text = document.getElementById('intermission-wasm').textContent;
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream, { headers: { 'content-type': 'application/wasm' } });
};
