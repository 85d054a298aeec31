// Tests the element's types with TypeScript, as a host would: `node --test scripts/*.test.mjs`.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What TypeScript says of CODE beside the types. */
function checked(code) {
  const folder = mkdtempSync(join(tmpdir(), 'intermission-'));
  try {
    copyFileSync(join(ROOT, 'public/widget.d.ts'), join(folder, 'widget.d.ts'));
    writeFileSync(join(folder, 'host.ts'), `import { define, type StatusDetail } from './widget';\n${code}`);
    const flags = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom'];
    const { error, status, stdout } = spawnSync(join(ROOT, '.tools/hosts/node_modules/.bin/tsc'), [...flags, join(folder, 'host.ts')], { encoding: 'utf8' });
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

/** A project of a host with FILES and the types, and what TypeScript and a bundler say of it under FLAGS. */
function project(files, ...flags) {
  const folder = mkdtempSync(join(tmpdir(), 'intermission-'));
  try {
    symlinkSync(join(ROOT, '.tools/hosts/node_modules'), join(folder, 'node_modules'));
    copyFileSync(join(ROOT, 'public/widget.d.ts'), join(folder, 'widget.d.ts'));
    for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
    const names = Object.keys(files);
    const run = (program, ...options) => {
      const { error, stdout, stderr } = spawnSync(program, options, { cwd: folder, encoding: 'utf8' });
      if (error) throw error;
      return stdout + stderr;
    };
    const strict = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable'];
    const told = run(join(ROOT, '.tools/hosts/node_modules/.bin/tsc'), ...strict, ...flags, 'widget.d.ts', ...names);
    const pages = names.filter((name) => /page\.\w+$/.test(name));
    const built = run(join(ROOT, '.tools/bin/esbuild'), ...pages, '--bundle', '--format=esm', '--jsx=automatic', '--external:https://*', '--log-level=warning', '--outdir=built');
    return { told, built };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the snippets of the guide pass and are built, with the types that it names', () => {
  const [address, react, preact, vue] = snippets('ts');
  const [page] = snippets('jsx');
  const [after, event, named, inVue] = snippets('js');
  const said = { told: '', built: '' };
  assert.deepEqual(project({ 'status-page.d.ts': address, 'react.d.ts': react, 'page.tsx': page }, '--jsx', 'react-jsx'), said);
  // Preact has the same properties; its own hooks are another package.
  const inPreact = page.replace("'react'", "'preact/hooks'");
  const jsx = ['--jsx', 'react-jsx', '--jsxImportSource', 'preact'];
  const files = { 'status-page.d.ts': address, 'preact.d.ts': preact, 'page.tsx': `/** @jsxImportSource preact */\n${inPreact}` };
  assert.deepEqual(project(files, ...jsx), said);
  assert.deepEqual(project({ 'status-page.d.ts': address, 'vue.d.ts': vue, 'page.ts': inVue }, '--noImplicitAny', 'false'), said);
  const plain = { 'status-page.d.ts': address, 'page.ts': `${after}\n${event}` };
  assert.deepEqual(project(plain), said);
  assert.match(named, /widget-element\.js/);
});

test('without the types for JSX, or with a value that is none, a page is told', () => {
  const [address, react] = snippets('ts');
  const [page] = snippets('jsx');
  const without = project({ 'status-page.d.ts': address, 'page.tsx': page }, '--jsx', 'react-jsx');
  assert.match(without.told, /'intermission-status' does not exist/);
  const wrong = page.replace('<intermission-status', '<intermission-status form="huge"');
  const { told } = project({ 'status-page.d.ts': address, 'react.d.ts': react, 'page.tsx': wrong }, '--jsx', 'react-jsx');
  assert.match(told, /"huge"/);
});

test('where there is no DOM the script does nothing', async () => {
  globalThis.BUILD = '0123abcd';
  try {
    const { TAG, define } = await import('./widget/register.js');
    assert.equal(TAG, 'intermission-status');
    assert.equal(define(), undefined);
  } finally {
    delete globalThis.BUILD;
  }
});
