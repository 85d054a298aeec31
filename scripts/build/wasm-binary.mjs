// Reads and writes parts of the WebAssembly binary format: LEB128 numbers, names and sections.
// https://webassembly.github.io/spec/core/binary/
//
// binaryen could rename imports and exports, but it would write the whole module again, behind wasm-opt: 200 bytes more
// of the first load after brotli. It has no access to the bytes of functions, which sort-functions.mjs compares.

/** Decodes the LEB128 number at AT; returns it and the offset behind it. */
export function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

/** Encodes VALUE in LEB128. */
export function encodeNumber(value) {
  const bytes = [];
  do {
    const more = value > 127;
    bytes.push((value % 128) + (more ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return bytes;
}

/** Decodes the name at AT; returns it and the offset behind it. */
export function readName(bytes, at) {
  const [length, start] = readNumber(bytes, at);
  const end = start + length;
  return [Buffer.from(bytes.subarray(start, end)).toString(), end];
}

/** Encodes TEXT as a name. */
export function encodeName(text) {
  return [...encodeNumber(Buffer.byteLength(text)), ...Buffer.from(text)];
}

/** Length of the magic number and the version, with which a module begins. */
export const HEAD = 8;

/** Yields each section of the module BYTES as `{ kind, content }`. */
export function* sections(bytes) {
  for (let at = HEAD; at < bytes.length; ) {
    const [length, start] = readNumber(bytes, at + 1);
    yield { kind: bytes[at], content: bytes.subarray(start, start + length) };
    at = start + length;
  }
}

/** Encodes a section. */
export function encodeSection(kind, content) {
  return Buffer.from([kind, ...encodeNumber(content.length), ...content]);
}
