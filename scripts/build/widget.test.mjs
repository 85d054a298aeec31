// Tests what is done to the element's program after it was bundled.

import assert from 'node:assert/strict';
import test from 'node:test';
import { ownNamesOnly } from './widget.mjs';

test('a bundle copies only the names that a module has itself', () => {
  const bundled = 'var d=Object.defineProperty;var N=(t,n)=>{for(var e in n)d(t,e,{get:n[e],enumerable:!0})};';
  const copies = 'var d=Object.defineProperty;var N=(t,n)=>{for(var e of Object.keys(n))d(t,e,{__proto__:null,get:n[e],enumerable:!0})};';
  assert.equal(ownNamesOnly(bundled), copies);
  assert.throws(() => ownNamesOnly(copies), /expected esbuild/);
});
