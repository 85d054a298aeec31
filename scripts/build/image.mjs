// Writes an image with one static program for each processor, as an OCI layout in one tar: docs/decisions/0036.
//
//   node scripts/build/image.mjs --version V --created SECONDS --to FILE PROCESSOR=PROGRAM…
//
// PROCESSOR is a name of Go's, such as `amd64`. A layer is a tar with the program and the empty folder in which it looks
// for its settings and the document. Owners, times and the order of files are fixed, so that the same programs make the same bytes.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const BLOCK = 512;
/** The user of the processes, by the number that images without a list of users have for it. */
const USER = '65532:65532';
/** Where operators mount their settings and the document. */
const FOLDER = 'etc/intermission';
const MEDIA = 'application/vnd.oci.image';

/** Returns a tar of ENTRIES, each `{ name, mode, data }`; without data it is a folder. */
export function tar(entries, seconds) {
  const parts = entries.flatMap(({ name, mode, data }) => {
    const header = Buffer.alloc(BLOCK);
    const octal = (value, at, length) => header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'ascii');
    if (Buffer.byteLength(name) > 100) throw new Error(`expected a name of at most 100 bytes, found ${name}`);
    header.write(name, 0, 'utf8');
    octal(mode, 100, 8);
    octal(0, 108, 8);
    octal(0, 116, 8);
    octal(data?.length ?? 0, 124, 12);
    octal(seconds, 136, 12);
    header.write('        ', 148, 'ascii');
    header.write(data ? '0' : '5', 156, 'ascii');
    header.write('ustar\x0000', 257, 'latin1');
    header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
    return data ? [header, data, Buffer.alloc(-data.length & (BLOCK - 1))] : [header];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

/** Returns the files of the layout by name, for PROGRAMS as pairs of a processor and the bytes of its program. */
export function layout(programs, version, seconds) {
  const created = new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
  const blobs = new Map();
  const add = (mediaType, data) => {
    const digest = sha256(data);
    blobs.set(`blobs/sha256/${digest}`, data);
    return { mediaType, digest: `sha256:${digest}`, size: data.length };
  };
  const addJson = (mediaType, value) => add(mediaType, Buffer.from(JSON.stringify(value)));
  const manifests = programs.map(([architecture, data]) => {
    const layer = tar(
      [
        { name: 'etc/', mode: 0o755 },
        { name: `${FOLDER}/`, mode: 0o755 },
        { name: 'intermission', mode: 0o755, data },
      ],
      seconds,
    );
    const layers = [add(`${MEDIA}.layer.v1.tar+gzip`, gzipSync(layer, { level: 9 }))];
    const config = addJson(`${MEDIA}.config.v1+json`, {
      created,
      architecture,
      os: 'linux',
      config: {
        User: USER,
        ExposedPorts: { '8080/tcp': {}, '9090/tcp': {} },
        Entrypoint: ['/intermission'],
        // It has no fonts to draw status.png with.
        Cmd: ['serve', 'status.json', '--listen', '0.0.0.0:8080', '--health-listen', '0.0.0.0:9090', '--no-social'],
        WorkingDir: `/${FOLDER}`,
        StopSignal: 'SIGTERM',
        Labels: {
          'org.opencontainers.image.licenses': 'MIT OR Apache-2.0',
          'org.opencontainers.image.title': 'Intermission',
          'org.opencontainers.image.version': version,
        },
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
      history: [{ created, created_by: 'intermission', comment: 'one static program' }],
    });
    const manifest = { schemaVersion: 2, mediaType: `${MEDIA}.manifest.v1+json`, config, layers };
    return { ...addJson(manifest.mediaType, manifest), platform: { architecture, os: 'linux' } };
  });
  const index = { schemaVersion: 2, mediaType: `${MEDIA}.index.v1+json`, manifests };
  const named = {
    ...addJson(index.mediaType, index),
    annotations: { 'org.opencontainers.image.ref.name': `intermission:${version}` },
  };
  const json = (value) => Buffer.from(JSON.stringify(value));
  return new Map([
    ['oci-layout', json({ imageLayoutVersion: '1.0.0' })],
    ['index.json', json({ schemaVersion: 2, mediaType: index.mediaType, manifests: [named] })],
    ...blobs,
  ]);
}

function main() {
  const { values, positionals } = parseArgs({
    options: { version: { type: 'string' }, created: { type: 'string' }, to: { type: 'string' } },
    allowPositionals: true,
  });
  const seconds = Number(values.created);
  if (!values.version || !values.to || !Number.isSafeInteger(seconds) || positionals.length === 0) {
    throw new Error('expected --version V --created SECONDS --to FILE PROCESSOR=PROGRAM…');
  }
  const programs = positionals.map((it) => {
    const at = it.indexOf('=');
    return [it.slice(0, at), readFileSync(it.slice(at + 1))];
  });
  const files = layout(programs, values.version, seconds);
  const folders = ['blobs/', 'blobs/sha256/'].map((name) => ({ name, mode: 0o755 }));
  const entries = [...files].map(([name, data]) => ({ name, mode: 0o644, data }));
  writeFileSync(values.to, tar([...folders, ...entries], seconds));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
