// Tests the units of style sheets.

import assert from 'node:assert/strict';
import test from 'node:test';
import { withStepsComputed } from './styles.mjs';

test('works out distances', () => {
  assert.equal(
    withStepsComputed(':root { --step: 0.5rem; --a: 1px }\np { margin: calc(-1.5 * var(--step)) var(--step) calc(2 * var(--step) + 1px) }'),
    ':root {  --a: 1px }\np { margin: -0.75rem 0.5rem calc(2 * 0.5rem + 1px) }',
  );
  const tokens = ':root { --step: 0.5rem; }';
  assert.equal(withStepsComputed('p { margin: calc(4 * var(--step)) }', tokens), 'p { margin: 2rem }');
  assert.throws(() => withStepsComputed('p { margin: 0 }'), /expected `--step`/);
});
