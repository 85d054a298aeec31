// Compresses the built files at the highest level, so that servers need not compress them at every request.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSIBLE = /\.(css|html|ico|js|json|map|mjs|svg|txt|wasm|webmanifest|xml)$/;

/** Files that operators replace on a running server: a compressed copy would stay old. */
const REPLACED_LATER = /(^|\/)status\.json$/;

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

/** The encoder's best setting. */
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 11 };

/** Results of brotli by the hashes of contents: every file is compressed once and weighed once. */
const made = new Map();

/** BYTES as brotli's best setting compresses them. */
export function brotli(bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (!made.has(hash)) made.set(hash, brotliCompressSync(bytes, { params: BROTLI }));
  return made.get(hash);
}

function gzip(bytes) {
  return gzipSync(bytes, { level: 9 });
}
