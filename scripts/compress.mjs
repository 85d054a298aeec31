// Compresses the built files as a server would, at the best setting there is: it is done once.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSIBLE = /\.(css|html|ico|js|json|map|mjs|svg|txt|wasm|webmanifest|xml)$/;

/** Operators replace these on a running server, where a compressed copy would go on telling old news. */
const REPLACED_LATER = /(^|\/)status\.json$/;

/** Ways to cut content into blocks, and to write distances in it, of which none is best for every file: bits of a
 * block's size (0 leaves it to the encoder), postfix bits, direct codes. */
const CUTS = [[0, 0, 0], [0, 3, 0], [16, 0, 4], [17, 2, 0]];

/** Sizes in bytes of BYTES, the content of the file NAME, by how it is sent. */
export function sizes(name, bytes) {
  const raw = bytes.length;
  if (!COMPRESSIBLE.test(name)) return { raw, gzip: raw, brotli: raw };
  return { raw, gzip: Math.min(raw, gzip(bytes).length), brotli: Math.min(raw, brotli(bytes).length) };
}

/** Writes `.br` and `.gz` beside each file below DIST that becomes smaller by it. */
export function compressAll(dist) {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, path, name } of files) {
    const file = join(parentPath ?? path, name);
    if (!COMPRESSIBLE.test(file) || REPLACED_LATER.test(file)) continue;
    const bytes = readFileSync(file);
    for (const [extension, packed] of [['br', brotli(bytes)], ['gz', gzip(bytes)]]) {
      if (packed.length < bytes.length) writeFileSync(`${file}.${extension}`, packed);
    }
  }
}

/** What brotli has made of contents, by their hashes: what is built is compressed, and then weighed. */
const made = new Map();

/** BYTES as small as brotli gets them. */
export function brotli(bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (!made.has(hash)) made.set(hash, smallest(attempts(bytes)));
  return made.get(hash);
}

function attempts(bytes) {
  return CUTS.map(([block, postfix, direct]) => brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_LGBLOCK]: block,
      [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
      [constants.BROTLI_PARAM_NDIRECT]: direct,
    },
  }));
}

/** The one of some BUFFERS that is shortest. */
export function smallest(buffers) {
  return buffers.reduce((best, it) => (it.length < best.length ? it : best));
}

function gzip(bytes) {
  return gzipSync(bytes, { level: 9 });
}
