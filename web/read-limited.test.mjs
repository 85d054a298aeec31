// Tests how much of a feed's further documents is read.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { MOST_BYTES, MOST_BYTES_IN_ALL, readLimited } from './read-limited.js';

const PIECE = 256 * 1024;

/** An answer of SIZE bytes, which counts those that were asked for. */
function answer(size) {
  const counted = { sent: 0, cancelled: false };
  const body = new ReadableStream(
    {
      pull(controller) {
        const length = Math.min(PIECE, size - counted.sent);
        if (length === 0) return controller.close();
        counted.sent += length;
        controller.enqueue(new Uint8Array(length));
      },
      cancel() {
        counted.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { response: new Response(body), counted };
}

test('a document of the largest size is read, and nothing is', async () => {
  for (const size of [0, 1, MOST_BYTES]) {
    const room = { left: MOST_BYTES_IN_ALL };
    assert.equal((await readLimited(answer(size).response, room)).length, size);
    assert.equal(room.left, MOST_BYTES_IN_ALL - size);
  }
  assert.equal((await readLimited(new Response(null), { left: 1 })).length, 0);
});

test('of a document without end no more than the limit is read', async () => {
  const { response, counted } = answer(Infinity);
  assert.equal(await readLimited(response, { left: MOST_BYTES_IN_ALL }), undefined);
  assert.ok(counted.sent <= MOST_BYTES + PIECE, `${counted.sent}`);
  assert.ok(counted.cancelled);
});

test('documents that come at once share what is left', async () => {
  const room = { left: MOST_BYTES_IN_ALL };
  const answers = Array.from({ length: 12 }, () => answer(MOST_BYTES));
  const bodies = await Promise.all(answers.map(({ response }) => readLimited(response, room)));
  const read = answers.reduce((sum, { counted }) => sum + counted.sent, 0);
  assert.ok(read <= MOST_BYTES_IN_ALL + 12 * PIECE, `${read}`);
  assert.ok(bodies.every((it) => it === undefined || it.length === MOST_BYTES));
});

test('the limit is that of the first document', () => {
  const rust = readFileSync(new URL('../src/model/document/read.rs', import.meta.url), 'utf8');
  assert.match(rust, /MAX_BYTES: usize = 8 \* 1024 \* 1024;/);
  assert.equal(MOST_BYTES, 8 * 1024 * 1024);
});
