import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lean } from './glue.mjs';

const ALWAYS = `function initSync(module) {
    if (wasm !== undefined) return wasm;


    if (module !== undefined) {
        if (Object.getPrototypeOf(module) === Object.prototype) {
            ({module} = module)
        }
    }

    const imports = __wbg_get_imports();
    if (!(module instanceof WebAssembly.Module)) {
        module = new WebAssembly.Module(module);
    }
    const instance = new WebAssembly.Instance(module, imports);
    return instance;
}
function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === undefined) {
        const ptr = malloc(arg.length);
        return ptr;
    }

    let len = arg.length;
}
function getDataViewMemory0() {
    if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer !== wasm.memory.buffer)) {
    }
}
if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {

        return {};
    };
}
`;
const LEAN = `function initSync({ module }) {
    const imports = __wbg_get_imports();
    const instance = new WebAssembly.Instance(module, imports);
    return instance;
}
function passStringToWasm0(arg, malloc, realloc) {
    let len = arg.length;
}
function getDataViewMemory0() {
    if (cachedDataViewMemory0?.buffer !== wasm.memory.buffer) {
    }
}
`;
const registry = (name) => `const ${name} = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.free(ptr, 1));
`;

test('what only browsers need that cannot run the module leaves the glue', () => {
  assert.equal(lean(`${ALWAYS}const a = 1;\n`), `${LEAN}const a = 1;\n`);
});

test('objects are still freed, but for those of streams, of which there are none', () => {
  const glue = registry('IntoUnderlyingSinkFinalization') + registry('CLOSURE_DTORS') + ALWAYS;
  const freed = 'const CLOSURE_DTORS = new FinalizationRegistry(ptr => wasm.free(ptr, 1));\n';
  assert.equal(lean(glue), freed + LEAN);
});

test('what could not be allocated ends the module, and is not freed', () => {
  const glue = `    try {
        ptr0 = passStringToWasm0(words, wasm.malloc, wasm.realloc);
        len0 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
        throw e;
    }
`;
  const bare = '        ptr0 = passStringToWasm0(words, wasm.malloc, wasm.realloc);\n        len0 = WASM_VECTOR_LEN;\n';
  assert.equal(lean(glue + ALWAYS), bare + LEAN);
});

test('glue that is written differently is an error', () => {
  assert.throws(() => lean('const a = 1;\n'), /expected .* in wasm-bindgen's glue/);
});
