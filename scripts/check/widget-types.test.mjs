// Tests the element's types with TypeScript, as a host would.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { ROOT } from '../build/folders.mjs';

const PACKAGES = join(ROOT, '.tools/hosts/node_modules');
const TYPESCRIPT_6 = join(PACKAGES, 'typescript/bin/tsc');
const TYPESCRIPT_7 = join(PACKAGES, 'typescript-7/bin/tsc');
/** Checks templates of Vue too. It runs inside TypeScript 6, because TypeScript 7 is a native program that it cannot extend. */
const FOR_TEMPLATES = join(PACKAGES, 'vue-tsc/bin/vue-tsc.js');

/** Returns TypeScript's output for CODE beside the types. */
function checked(code) {
  const folder = mkdtempSync(join(tmpdir(), 'intermission-'));
  try {
    copyFileSync(join(ROOT, 'public/widget.d.ts'), join(folder, 'widget.d.ts'));
    writeFileSync(join(folder, 'host.ts'), `import { define, type StatusDetail } from './widget';\n${code}`);
    const flags = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom'];
    const { error, status, stdout } = spawnSync(process.execPath, [TYPESCRIPT_7, ...flags, join(folder, 'host.ts')], { encoding: 'utf8' });
    if (error) throw error;
    return { status, stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a host that uses the element as it is documented passes', () => {
  const { status, stdout } = checked(`
    define('acme-status');
    const element = document.createElement('intermission-status');
    element.form = 'banner';
    element.form = 'bars';
    element.service = 'api';
    element.when = 'trouble';
    element.paused = !element.paused;
    element.addEventListener('intermission-return', ({ detail }) => { const at: string | null | undefined = detail.endsAt; });
    document.addEventListener('intermission-change', ({ detail }: CustomEvent<StatusDetail>) => detail.affected);
    const data: StatusDetail | null = document.querySelector('intermission-status')!.data;
  `);
  assert.equal(stdout, '');
  assert.equal(status, 0);
});

test('one that does not is told', () => {
  const { stdout } = checked(`
    const element = document.createElement('intermission-status');
    element.form = 'huge';
    element.data = null;
    element.reload();
  `);
  for (const fault of [/'"huge"' is not assignable/, /'data' because it is a read-only property/, /'reload' does not exist/]) {
    assert.match(stdout, fault);
  }
});

const GUIDE = readFileSync(join(ROOT, 'docs/widget.md'), 'utf8');

/** The code in LANGUAGE of the guide, in its order. */
const snippets = (language) => [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code);

const [ADDRESSES, REACT_TYPES, PREACT_TYPES, VUE_TYPES] = snippets('ts');
const [REACT_PAGE] = snippets('jsx');
const [AFTER_LOAD, LISTENING, RENAMED, VUE_PAGE] = snippets('js');

/** The strictest options of the projects that Vite makes; declarations are checked too, which Vite leaves out. */
const OPTIONS = {
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  types: [],
  strict: true,
  noEmit: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noUncheckedSideEffectImports: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
};


/** The errors that CHECKERS find in a new project of FILES and the types, and those of esbuild when it builds the pages. */
function errorsIn(files, checkers, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'intermission-'));
  try {
    symlinkSync(PACKAGES, join(folder, 'node_modules'));
    copyFileSync(join(ROOT, 'public/widget.d.ts'), join(folder, 'widget.d.ts'));
    for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
    const config = { compilerOptions: { ...OPTIONS, ...options }, include: ['.'], vueCompilerOptions: { strictTemplates: true } };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const run = (program, ...args) => {
      const { error, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
      if (error) throw error;
      return stdout + stderr;
    };
    const pages = Object.keys(files).filter((name) => /^page.*\.tsx?$/.test(name));
    const built = run(join(ROOT, '.tools/bin/esbuild'), ...pages, '--bundle', '--format=esm', '--log-level=warning', '--outdir=built');
    return checkers.map((checker) => run(process.execPath, checker, '-p', '.')).join('') + built;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const inReact = (page, checkers = [TYPESCRIPT_7]) =>
  errorsIn({ 'status-page.d.ts': ADDRESSES, 'jsx.d.ts': REACT_TYPES, 'page.tsx': page }, checkers, { jsx: 'react-jsx' });

const inPreact = (page) =>
  errorsIn({ 'status-page.d.ts': ADDRESSES, 'jsx.d.ts': PREACT_TYPES, 'page.tsx': page }, [TYPESCRIPT_7], { jsx: 'react-jsx', jsxImportSource: 'preact' });

const inVue = (template, checkers = [FOR_TEMPLATES]) => {
  const part = `<script setup lang="ts">
import { ref } from 'vue';
const state = ref('unknown');
</script>
<template>{{ state }}${template}</template>`;
  return errorsIn({ 'status-page.d.ts': ADDRESSES, 'vue.d.ts': VUE_TYPES, 'page.ts': VUE_PAGE, 'Part.vue': part }, checkers, { jsx: 'preserve' });
};

// The page of React with hooks of Preact.
const PREACT_PAGE = REACT_PAGE.replace("'react'", "'preact/hooks'");

test('every snippet of the guide that is a program is tried here', () => {
  assert.deepEqual(['ts', 'jsx', 'js'].map((language) => snippets(language).length), [4, 1, 4]);
});

test('the snippets for plain pages pass and can be built', () => {
  const pages = { 'page-after.ts': AFTER_LOAD, 'page-listening.ts': LISTENING, 'page-renamed.ts': RENAMED };
  assert.equal(errorsIn({ 'status-page.d.ts': ADDRESSES, ...pages }, [TYPESCRIPT_7]), '');
});

test('the snippets for React pass and can be built', () => {
  assert.equal(inReact(REACT_PAGE, [TYPESCRIPT_6, TYPESCRIPT_7]), '');
});

test('the snippet for React passes and can be built with Preact', () => {
  assert.equal(inPreact(PREACT_PAGE), '');
});

test('the snippets for Vue pass and can be built, in templates too', () => {
  const template = `<intermission-status src="/status.json" form="banner" service="api" when="trouble" loading="eager" lang="de" class="status"
    @intermission-load="({ detail }) => (state = detail.state ?? 'unknown')" @click="() => {}">One moment.</intermission-status>`;
  assert.equal(inVue(template, [FOR_TEMPLATES, TYPESCRIPT_7]), '');
});

test('wrong values and members of events are errors in every framework', () => {
  const wrong = (page) => page.replace('<intermission-status', '<intermission-status form="huge"').replace('detail.state', 'detail.weather');
  const template = `<intermission-status form="huge" @intermission-load="({ detail }) => (state = detail.weather)" />`;
  for (const errors of [inReact(wrong(REACT_PAGE)), inPreact(wrong(PREACT_PAGE)), inVue(template)]) {
    assert.match(errors, /Type '"huge"' is not assignable/);
    assert.match(errors, /Property 'weather' does not exist/);
  }
});

test('scripts of the status page have their types by their addresses', () => {
  const page = "import('https://status.example.com/deep/widget.js').then(({ define }) => define(5));";
  assert.match(errorsIn({ 'status-page.d.ts': ADDRESSES, 'page.ts': page }, [TYPESCRIPT_7]), /'number' is not assignable to parameter of type 'string'/);
});

test('where there is no DOM the script does nothing', async () => {
  Object.assign(globalThis, { BUILD: '0123abcd', SHELL: '' });
  try {
    const { TAG, define } = await import('../../web/widget/register.js');
    assert.equal(TAG, 'intermission-status');
    assert.equal(define(), undefined);
  } finally {
    delete globalThis.BUILD;
    delete globalThis.SHELL;
  }
});
