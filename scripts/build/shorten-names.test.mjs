// Tests how a module and its glue get short names for each other.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { TOOLS } from './folders.mjs';
import { renamedModule, shortenNames } from './shorten-names.mjs';

process.env.PATH = [join(TOOLS, 'bin'), process.env.PATH].join(delimiter);

const text = (it) => [it.length, ...Buffer.from(it)];
const part = (kind, content) => [kind, content.length, ...content];

/** A module that imports `./m.js` `__wbg_say_0123` and `./bell.js` `ring`, and exports both as functions. */
const MODULE = Buffer.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...part(1, [1, 96, 0, 0]),
  ...part(2, [2, ...text('./m.js'), ...text('__wbg_say_0123'), 0, 0, ...text('./bell.js'), ...text('ring'), 0, 0]),
  ...part(7, [2, ...text('wasm_bindgen_0123'), 0, 0, ...text('start'), 0, 1]),
]);

const told = (bytes) => {
  const module = new WebAssembly.Module(bytes);
  return [WebAssembly.Module.imports(module), WebAssembly.Module.exports(module)].map((all) => all.map(({ name }) => name));
};

test('imports and exports are renamed where the map has them, and stay where it has not', () => {
  assert.deepEqual(told(renamedModule(MODULE, { __wbg_say_0123: 'a', wasm_bindgen_0123: 'b' })), [['a', 'ring'], ['b', 'start']]);
  assert.deepEqual([...renamedModule(MODULE, {})], [...MODULE]);
});

test('a module runs with its glue after both are renamed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'intermission-'));
  try {
    const [module, glue] = ['m.wasm', 'm.mjs'].map((it) => join(folder, it));
    writeFileSync(module, MODULE);
    writeFileSync(glue, `let said = 0;
      const imports = { __proto__: null, __wbg_say_0123: function() { said += 1; } };
      export function run(module) {
        const wasm = new WebAssembly.Instance(module, { './m.js': imports, './bell.js': { ring() { said += 10; } } }).exports;
        wasm.wasm_bindgen_0123();
        wasm.start();
        return said;
      }`);
    shortenNames(module, glue);
    const { run } = await import(glue);
    assert.equal(run(new WebAssembly.Module(readFileSync(module))), 11);
    assert.doesNotMatch(readFileSync(module, 'latin1') + readFileSync(glue, 'utf8'), /0123/);
    assert.deepEqual(readdirSync(folder).sort(), ['m.mjs', 'm.wasm']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
