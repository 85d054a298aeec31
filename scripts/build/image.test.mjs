import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { layout, tar } from './image.mjs';

const PROGRAMS = [
  ['amd64', Buffer.from('program of amd64')],
  ['arm64', Buffer.alloc(1024, 'a')],
];

test('each blob has the digest and the size that refer to it', () => {
  const files = layout(PROGRAMS, '1.2.3', 86400);
  const blob = ({ digest, size }) => {
    const data = files.get(`blobs/${digest.replace(':', '/')}`);
    assert.equal(`sha256:${createHash('sha256').update(data).digest('hex')}`, digest);
    assert.equal(data.length, size);
    return data;
  };
  const [entry] = JSON.parse(files.get('index.json')).manifests;
  const index = JSON.parse(blob(entry));
  assert.deepEqual(
    index.manifests.map((it) => it.platform.architecture),
    ['amd64', 'arm64'],
  );
  for (const manifest of index.manifests.map((it) => JSON.parse(blob(it)))) {
    const config = JSON.parse(blob(manifest.config));
    const layer = gunzipSync(blob(manifest.layers[0]));
    assert.deepEqual(config.rootfs.diff_ids, [`sha256:${createHash('sha256').update(layer).digest('hex')}`]);
    assert.equal(config.created, '1970-01-02T00:00:00Z');
    assert.equal(config.config.User, '65532:65532');
  }
  // Two files, the index, and a manifest, a configuration and a layer of each processor.
  assert.equal(files.size, 9);
});

test('the same programs make the same bytes, and others do not', () => {
  const index = (programs) => layout(programs, '1.2.3', 0).get('index.json').toString();
  assert.equal(index(PROGRAMS), index(PROGRAMS));
  assert.notEqual(index(PROGRAMS), index([['amd64', Buffer.from('other')]]));
});

test('the command tar unpacks what it is given', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    join(folder, 'x.tar'),
    tar(
      [
        { name: 'etc/', mode: 0o755 },
        { name: 'etc/program', mode: 0o755, data: Buffer.from('text') },
        { name: 'full', mode: 0o644, data: Buffer.alloc(512, 'b') },
      ],
      86400,
    ),
  );
  const { status, stderr } = spawnSync('tar', ['-xpf', 'x.tar'], { cwd: folder, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.equal(readFileSync(join(folder, 'etc/program'), 'utf8'), 'text');
  assert.equal(readFileSync(join(folder, 'full')).length, 512);
  const { mode, mtimeMs } = statSync(join(folder, 'etc/program'));
  assert.equal(mode & 0o777, 0o755);
  assert.equal(mtimeMs, 86400 * 1000);
});

test('a name that a tar cannot hold is an error', () => {
  assert.throws(() => tar([{ name: 'a'.repeat(101), mode: 0o644 }], 0), /at most 100 bytes/);
});
