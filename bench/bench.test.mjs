// The figures of `make bench-page`: medians, their spread, and the documents that are measured.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { document, found, FIND } from './documents.mjs';
import { etaText, pressed, read, shownRows } from './status.js';
import { median, spread } from './statistics.mjs';
import { markdown } from './table.mjs';

const BROWSE = { find: '', onlyAffected: false, sort: null };

test('a median is the value in the middle, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(spread([10, 10, 10]), 0);
  assert.equal(spread([8, 9, 10, 11, 12]), 0.2);
});

test('one per cent of the services changes, and none changes its place', () => {
  const [before, after] = [0, 1].map((changes) => read(document(1000, { changes })));
  const changed = before.rows.filter((row, index) => row.status !== after.rows[index].status);
  assert.equal(changed.length, 10);
  const order = ({ rows }) => shownRows(rows, BROWSE).map((it) => it.id);
  assert.deepEqual(order(before), order(after));
  assert.ok(after.publishedAt > before.publishedAt);
});

test('the filter leaves a tenth, and sorting by name changes the order', () => {
  const { rows } = read(document(1000));
  assert.equal(shownRows(rows, { ...BROWSE, find: FIND }).length, found(1000));
  const sort = pressed(null, 'name');
  const names = shownRows(rows, { ...BROWSE, sort }).map((it) => it.name);
  assert.deepEqual(names, [...names].sort());
  assert.notEqual(names[0], shownRows(rows, BROWSE)[0].name);
});

test('a sixtieth of the ETAs changes each second', () => {
  const { rows } = read(document(600, { etas: true }));
  const now = Date.now();
  const changed = rows.filter((it) => etaText(it.eta, now) !== etaText(it.eta, now + 1000));
  assert.equal(changed.length, 10);
});

test('a table has medians and how many times vanilla they are', () => {
  const samples = new Map([
    [JSON.stringify(['create 100', 'vanilla']), [10, 20, 30]],
    [JSON.stringify(['create 100', 'Intermission']), [5, 10, 100]],
  ]);
  const text = markdown(samples, {
    names: ['vanilla', 'Intermission'], rendered: 'rendered', sizes: [100], rounds: 3, cores: 2, browser: 'Chrome/1',
  });
  assert.match(text, /^\| create to paint, ms \| 20\.0 \| 10\.0 \(0\.50 ×\) \|$/m);
  assert.doesNotMatch(text, /Cold load|sort to paint/);
});
