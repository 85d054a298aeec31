import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainGlue, renamedGlue, renamedModule } from './rename.mjs';

/** A module that imports `./m.js` `hello_0123` as a function without parameters, and exports nothing. */
const MODULE = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0,
  1, 4, 1, 96, 0, 0,
  2, 21, 1, 6, ...Buffer.from('./m.js'), 10, ...Buffer.from('hello_0123'), 0, 0,
]);

test('imports get short names, the same in the module and in its glue', () => {
  const { bytes, names } = renamedModule(MODULE);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  assert.deepEqual(imports, [{ module: '$0', name: '$1', kind: 'function' }]);
  const glue = "return { './m.js': { hello_0123: function() {}, hello_01234: 1 } };";
  assert.equal(renamedGlue(glue, names), "return { '$0': { $1: function() {}, hello_01234: 1 } };");
});

test('a module of the project is imported from where it is', () => {
  const { names } = renamedModule(MODULE);
  const glue = "import * as import1 from './m.js';\nreturn { './m.js': import1 };\n";
  assert.equal(renamedGlue(glue, names), "import * as import1 from './m.js';\nreturn { '$0': import1 };\n");
});

test("functions of the project's own modules keep their names", () => {
  const own = './snippets/a/bell.js';
  const imported = [1, own.length, ...Buffer.from(own), 3, ...Buffer.from('ask'), 0, 0];
  const { bytes, names } = renamedModule(Uint8Array.from([...MODULE.subarray(0, 14), 2, imported.length, ...imported]));
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  assert.deepEqual(imports, [{ module: '$0', name: 'ask', kind: 'function' }]);
  const glue = `return { '${own}': import1, ask: 1 };`;
  assert.equal(renamedGlue(glue, names), "return { '$0': import1, ask: 1 };");
});

test('what the module no longer imports leaves the glue', () => {
  const { names } = renamedModule(MODULE);
  const member = (name) => `        ${name}: function(arg0) {\n            const it = { a: 1 };\n        },\n`;
  const glue = `return {\n${member('__wbg_gone_01')}${member('hello_0123')}${member('__wbindgen_gone')}};\n`;
  assert.equal(renamedGlue(glue, names), `return {\n${member('$1')}};\n`);
});

test('the glue says it in fewer words', () => {
  const member = (head, body) => `return {\n        ${head} {\n            ${body}\n        },\n};\n`;
  const guarded = `let result;
            try {
                result = arg0 instanceof Element;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;`;
  assert.equal(plainGlue(member('$1: function(arg0)', guarded)), member('$1(arg0)', 'return arg0 instanceof Element;'));
  const other = 'const it = { a: function() {} };\n';
  assert.equal(plainGlue(other), other);
});

test('closures get short names too, and other exports keep theirs', () => {
  const closure = 'wasm_bindgen_0123_true_';
  const exported = (name, index) => [name.length, ...Buffer.from(name), 0, index];
  const exports = [2, ...exported(closure, 0), ...exported('wasm_memory', 0)];
  const module = Uint8Array.from([...MODULE, 7, exports.length, ...exports]);
  const { bytes, names } = renamedModule(module);
  const found = WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
  assert.deepEqual(found, ['$2', 'wasm_memory']);
  const glue = `const a = ${closure}; function ${closure}(it) { wasm.${closure}(it); other.${closure}; wasm.wasm_memory }`;
  assert.equal(
    renamedGlue(glue, names),
    `const a = $2; function $2(it) { wasm.$2(it); other.${closure}; wasm.wasm_memory }`,
  );
});

test('a module that imports nothing stays as it is', () => {
  const empty = MODULE.subarray(0, 14);
  assert.deepEqual([...renamedModule(empty).bytes], [...empty]);
});
