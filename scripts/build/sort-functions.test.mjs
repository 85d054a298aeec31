// Tests the order of functions by similarity.

import assert from 'node:assert/strict';
import test from 'node:test';
import { sections } from './wasm-binary.mjs';
import { bySimilarity, withSortingNames } from './sort-functions.mjs';

const bytes = (text) => Buffer.from(text);

test('similar functions become neighbours', () => {
  const functions = ['counting up by one', 'the weather of today', 'counting down by one', 'the weather of yesterday'].map(bytes);
  assert.deepEqual(bySimilarity(functions), [0, 2, 1, 3]);
});

test('the order has each function once', () => {
  assert.deepEqual(bySimilarity([]), []);
  const functions = ['', 'a', 'same as the last', 'same as the last'].map(bytes);
  assert.deepEqual(bySimilarity(functions).sort(), [0, 1, 2, 3]);
});

/** A module that imports one function and has two, which are alike. */
const MODULE = Buffer.from([
  0, 97, 115, 109, 1, 0, 0, 0,
  1, 4, 1, 96, 0, 0,
  2, 7, 1, 1, 109, 1, 102, 0, 0,
  3, 3, 2, 0, 0,
  10, 7, 2, 2, 0, 11, 2, 0, 11,
]);

test('names in the name section give the order, with indices that count the imports', () => {
  const module = withSortingNames(MODULE);
  assert.ok(WebAssembly.validate(module));
  const { content } = [...sections(module)].at(-1);
  assert.deepEqual([...content], [4, ...bytes('name'), 1, 17, 2, 1, 6, ...bytes('000000'), 2, 6, ...bytes('000001')]);
});
