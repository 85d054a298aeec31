// Tests how the last build step reads and edits index.html.

import assert from 'node:assert/strict';
import test from 'node:test';
import { hashedName } from './assets.mjs';
import { trunkParts, withWorker } from './post-build.mjs';

const BUILT = `<head>
<link rel="stylesheet" href="/page-0123456789abcdef.css"/>

<script type="module">
import init from '/page-0123456789abcdef.js';
dispatchEvent(new CustomEvent("TrunkApplicationStarted"));
</script>
<link rel="modulepreload" href="/page-0123456789abcdef.js"><link rel="preload" href="/page-0123456789abcdef_bg.wasm" as="fetch" type="application/wasm"></head>
<body>

<p>a</p></body>`;

test('finds the parts that Trunk wrote', () => {
  const { script, modules, wasm, styles } = trunkParts(BUILT);
  assert.match(script.text, /import init/);
  assert.deepEqual(modules.map((e) => e.attributes.href), ['/page-0123456789abcdef.js']);
  assert.equal(wasm.attributes.href, '/page-0123456789abcdef_bg.wasm');
  assert.deepEqual(styles.map((e) => e.attributes.href), ['/page-0123456789abcdef.css']);
  assert.throws(() => trunkParts('<head></head>'), /does not start the page/);
});

test('names follow the content', () => {
  assert.equal(hashedName('/x/page-0123456789abcdef_bg.wasm', 'a'), 'page-ca978112ca1bbdca.wasm');
  assert.equal(hashedName('/page-0123456789abcdef.js', 'a'), 'page-ca978112ca1bbdca.js');
  assert.notEqual(hashedName('/page.css', 'a'), hashedName('/page.css', 'b'));
});

test('tells the worker its version, files and documents, and the page its version', () => {
  const page = (source) => `<html lang="en"><meta name="intermission-source" content="${source}"></html>`;
  const files = { assets: { '/a.css': 'sha256-a', '/b.js': 'sha256-b' }, later: { '/f.js': 'sha256-f' } };
  const { html, worker } = withWorker(page(' /a.json  https://cdn.example/b.json '), files, 'go(VERSION);');
  const [, version] = html.match(/^<html data-version="([0-9a-f]{8})" lang="en">/);
  assert.equal(
    worker,
    `const VERSION = "${version}";\nconst ASSETS = {"/a.css":"sha256-a","/b.js":"sha256-b"};\nconst LATER = {"/f.js":"sha256-f"};\n` +
      'const SOURCES = ["/a.json","https://cdn.example/b.json"];\ngo(VERSION);',
  );
  assert.match(withWorker('<html>', files, '').worker, /SOURCES = \["\/status.json"\]/);
  const versions = [
    [page('/a.json'), files, 'go()'],
    [page('/b.json'), files, 'go()'],
    [page('/a.json'), { ...files, assets: { '/a.css': 'sha256-c' } }, 'go()'],
    [page('/a.json'), { ...files, later: { '/g.js': 'sha256-f' } }, 'go()'],
    [page('/a.json'), files, 'stop()'],
  ].map((parts) => withWorker(...parts).html.slice(0, 30));
  assert.equal(new Set(versions).size, 5);
});
