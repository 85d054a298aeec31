// Tests the table of the decision record on size.

import assert from 'node:assert/strict';
import test from 'node:test';
import { table, withTable } from './bench-size.mjs';

test('says what each device saves and costs, against a build that has all of them', () => {
  const rows = table({ bytes: 100_000, seconds: 60 }, { order: { bytes: 102_500, seconds: 57.5 }, z: { bytes: 99_000, seconds: 61 } });
  assert.deepEqual(rows.split('\n').slice(2), [
    '| nothing | 100,000 |  |  | 60.0 |  |',
    '| order | 102,500 | 2,500 | 2.5 % | 57.5 | 2.5 |',
    '| z | 99,000 | -1,000 | -1.0 % | 61.0 | -1.0 |',
  ]);
});

test('the table takes the place of the one before it, and of nothing else', () => {
  const [begin, end] = ['<!-- written by make bench-size -->', '<!-- end -->'];
  assert.equal(withTable(`a\n${begin}\n| old |\n${end}\nb`, '| new |'), `a\n${begin}\n| new |\n${end}\nb`);
  assert.throws(() => withTable('a', '| new |'), /expected the record to have/);
});
