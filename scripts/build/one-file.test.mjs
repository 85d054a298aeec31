// Tests how one file is made of the built page.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { elements } from './html.mjs';
import { oneFile } from './one-file.mjs';

const PAGE = `<!DOCTYPE html>
<html data-version="0123abcd" lang="en">
<head>
<meta charset="utf-8">
<meta name="intermission-source" content="/status.json https://cdn.example/a.json https://cdn.example/b.json">
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
<link rel="modulepreload" href="/page.js">
<link rel="preload" href="/page.wasm" as="fetch" type="application/wasm" crossorigin>
<script type="module" src="/page.js"></script>
</head>
<body>
<div id="intermission"></div>
</body>
</html>`;
const SCRIPT = 'go(fetch("/page.wasm")).catch((how)=>fetch("/page.wasm",how));import("/offline.js");';
const FILES = { 'icon.svg': '<svg a="#b"/>', 'page.css': 'a{color:red}', 'page.js': SCRIPT, 'page.wasm': '\0asm' };

/** Makes the one-file page of HTML with FILES beside it. */
function made(html, files = {}) {
  const dist = mkdtempSync(join(tmpdir(), 'intermission-'));
  try {
    for (const [path, content] of Object.entries({ ...FILES, ...files })) writeFileSync(join(dist, path), content);
    return oneFile(html, { dist, publicUrl: '/' }, 'const intermissionWasm=()=>1;\n', ['en', 'Full']);
  } finally {
    rmSync(dist, { recursive: true });
  }
}

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('needs nothing beside it', () => {
  const html = made(PAGE);
  const all = elements(html);
  assert.deepEqual(all.filter(({ attributes }) => attributes.src), []);
  const links = all.filter(({ name }) => name === 'link');
  assert.deepEqual(links.map(({ attributes }) => [attributes.rel, attributes.href]), [
    ['shortcut icon', 'data:image/svg+xml,%3Csvg%20a=%22%23b%22/%3E'],
  ]);
  assert.ok(!html.includes('data-version'), 'the page would look for its service worker');
});

test('runs the script with the module that is in it, and no service worker', () => {
  const scripts = elements(made(PAGE)).filter(({ name }) => name === 'script');
  const [code, words, module] = scripts.map(({ text }) => text);
  assert.equal(words, 'Full');
  assert.equal(
    code,
    'const intermissionWasm=()=>1;go(intermissionWasm()).catch((how)=>intermissionWasm());Promise.reject();',
  );
  assert.equal(gunzipSync(Buffer.from(module, 'base64')).toString(), FILES['page.wasm']);
});

test('brings a policy that names what is inline and who is asked', () => {
  const all = elements(made(PAGE));
  const [, policy] = all.filter(({ name }) => name === 'meta');
  const code = all.find(({ name }) => name === 'script').text;
  const css = all.find(({ name }) => name === 'style').text;
  assert.equal(policy.attributes['http-equiv'], 'Content-Security-Policy');
  assert.deepEqual(policy.attributes.content.split('; '), [
    "default-src 'none'",
    `script-src ${hash(code)} 'wasm-unsafe-eval'`,
    `style-src ${hash(css)}`,
    "connect-src 'self' https://cdn.example",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ]);
});

test('refuses what would not run', () => {
  assert.throws(() => made('<head></head>'), /not a finished page/);
  assert.throws(() => made(PAGE, { 'page.js': 'fetch("/page.wasm")' }), /in 2 places, found 1/);
  assert.throws(() => made(PAGE, { 'page.css': 'a::after{content:"</style>"}' }), /end their own element/);
  assert.throws(() => made(PAGE, { 'page.css': 'a{}\n\nb{}' }), /was edited/);
});
