// Tests which functions of a module the build replaces by traps.

import assert from 'node:assert/strict';
import test from 'node:test';
import { withoutCalled } from './optimize-wasm.mjs';

const calls = (...pairs) => pairs.map(([caller, called]) => `  "${caller}" -> "${called}"; // call`).join('\n');

test('functions that only one another and unused exports call are unused', () => {
  const graph = calls(['intounderlyingsource_pull', 'wasm_streams::pull'], ['wasm_streams::pull', 'wasm_streams::drop']);
  const names = ['wasm_streams::pull', 'wasm_streams::drop', 'wasm_streams::never'];
  assert.deepEqual([...withoutCalled(names, graph)], names);
});

test('a function that others call too is kept, and so is what it calls', () => {
  const graph = calls(
    ['wasm_streams::borrow', 'wasm_streams::count'],
    ['widget_is_paused', 'wasm_streams::borrow'],
    ['intounderlyingsource_pull', 'wasm_streams::borrow'],
  );
  const names = ['wasm_streams::count', 'wasm_streams::borrow', 'wasm_streams::pull'];
  assert.deepEqual([...withoutCalled(names, graph)], ['wasm_streams::pull']);
});

test('a line of another kind is no call', () => {
  assert.deepEqual([...withoutCalled(['a'], '  "b" [style="filled"]; // call\n  "b" -> "a"; // other')], ['a']);
});
