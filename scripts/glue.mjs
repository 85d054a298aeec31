// Takes out of wasm-bindgen's glue what has no use here: those browsers that can run the module at all (`FEATURES` of
// shrink.mjs) know `FinalizationRegistry` and `encodeInto`, which came years earlier.

/** What is looked for, what takes its place, and whether glue of every kind has it. */
const EDITS = [
  // Of classes for streams, which shrink.mjs takes out of the module.
  { found: /^const IntoUnderlying\w+Finalization = [^;]*;\n/gm, instead: '', always: false },
  {
    found: /\(typeof FinalizationRegistry === 'undefined'\)\n +\? \{[^\n]*\}\n +: (?=new FinalizationRegistry)/g,
    instead: '',
    always: false,
  },
  { found: /^if \(!\('encodeInto' in \w+\)\) \{\n(?: .*\n|\n)*\}\n/gm, instead: '', always: true },
  // Everybody here calls it in the one way that is not deprecated, with a module.
  {
    found: /^function initSync\(module\) \{\n[^]*?(?=^ +const instance = )/gm,
    instead: 'function initSync({ module }) {\n    const imports = __wbg_get_imports();\n',
    always: true,
  },
  // Texts are always written by way of `realloc`.
  { found: /^ +if \(realloc === undefined\) \{\n[^]*?^ +\}\n\n(?= +let len)/gm, instead: '', always: true },
  // Where memory ends, the module does: nothing is to be freed in it.
  { found: /^( +)try \{\n((?: +\w+ = .*\n)+)\1\} catch \(e\) \{\n(?: +if .*_free\(.*\n)+ +throw e;\n\1\}\n/gm, instead: '$2', always: false },
  // Memory that has grown has another buffer: that alone tells, whether or not the old one says that it is detached.
  { found: /(cached\w+) === null \|\| \1\.buffer\.detached === true \|\| [^\n]*\)(?=\) \{)/g, instead: '$1?.buffer !== wasm.memory.buffer', always: true },
];

/** GLUE without it. */
export function lean(glue) {
  for (const { found, instead, always } of EDITS) {
    const edited = glue.replace(found, instead);
    if (always && edited === glue) throw new Error(`expected ${found} in wasm-bindgen's glue, which is written anew`);
    glue = edited;
  }
  return glue;
}
