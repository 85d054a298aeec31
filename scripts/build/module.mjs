// The parts of a WebAssembly module that scripts here read and write: numbers in LEB128, names, and sections.

/** The number at AT; returns it and where it ends. */
export function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

/** VALUE as a number in a module. */
export function encoded(value) {
  const bytes = [];
  do {
    const more = value > 127;
    bytes.push((value % 128) + (more ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return bytes;
}

/** The name at AT; returns it and where it ends. */
export function name(bytes, at) {
  const [length, start] = number(bytes, at);
  const end = start + length;
  return [Buffer.from(bytes.subarray(start, end)).toString(), end];
}

/** TEXT as a name in a module. */
export function written(text) {
  return [...encoded(Buffer.byteLength(text)), ...Buffer.from(text)];
}

/** What a module begins with: that it is one, and of which version. */
export const HEAD = 8;

/** The sections of the module BYTES: their kinds, and what is in them. */
export function* sections(bytes) {
  for (let at = HEAD; at < bytes.length; ) {
    const [length, start] = number(bytes, at + 1);
    yield { kind: bytes[at], content: bytes.subarray(start, start + length) };
    at = start + length;
  }
}

/** A section of this kind. */
export function section(kind, content) {
  return Buffer.from([kind, ...encoded(content.length), ...content]);
}
