// Tests what counts as the first load and how it is weighed.

import assert from 'node:assert/strict';
import test from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { brotli } from './compress.mjs';
import { withSite } from './example-site.mjs';
import { WEIGHED, elementFiles, firstLoad, largestLanguage, table, weigh } from './weigh.mjs';

const named = {
  'a.css': '',
  'icons/icon.svg': '<svg/>',
  'later.png': '',
  'page.js': '',
  'page.wasm': '',
  'unnamed.js': '',
  'site.webmanifest': '{}',
};

test('counts what a browser fetches at once, in order, each file once', () => {
  const html = `<!DOCTYPE html><head>
    <!-- <script src="/unnamed.js"></script> -->
    <link rel="stylesheet" href="/a.css">
    <link href='/icons/icon.svg' type="image/svg+xml" rel="icon">
    <link rel="apple-touch-icon" href="/later.png">
    <link rel=manifest href=/site.webmanifest>
    <link rel="modulepreload" href="/page.js">
    <link rel="preload" href="/page.wasm?v=1" as="fetch">
    <link rel="canonical" href="https://status.example/">
    <script type="module" src="/page.js"></script></head>
    <body><img src="data:image/gif;base64,AAAA"></body>`;
  withSite({ ...named, 'index.html': html }, (dist) => {
    assert.deepEqual(firstLoad(dist), [
      'index.html', 'a.css', 'icons/icon.svg', 'site.webmanifest', 'page.js', 'page.wasm', 'status.json',
    ]);
  });
});

test('counts files that a style sheet names', () => {
  const files = {
    'index.html': '<link rel="stylesheet" href="/css/a.css">',
    'css/a.css': '@font-face{src:url("/sans.woff2")}a{background:url(dot.svg)}b{background:url(data:,x)}',
    'css/dot.svg': '<svg/>',
    'sans.woff2': '',
  };
  withSite(files, (dist) => {
    assert.deepEqual(firstLoad(dist), ['index.html', 'css/a.css', 'sans.woff2', 'css/dot.svg', 'status.json']);
  });
});

test('reads addresses below a public URL', () => {
  withSite({ 'index.html': '<script src="/away/page.js">', 'page.js': '' }, (dist) => {
    assert.deepEqual(firstLoad(dist, '/away/'), ['index.html', 'page.js', 'status.json']);
    assert.throws(() => firstLoad(dist, '/other/'), /`\/away\/page.js` lies outside the built page/);
  });
});

test('counts the largest language that a script chooses from', () => {
  const files = {
    'index.html': '<script src="/page.js">',
    'page.js': 'const url="./language-*-01.js"',
    'language-de-01.js': 'abcdefghi',
    'language-uk-01.js': 'abcdefgh',
    'language-pl-02.js': 'of another build, whatever it may weigh',
    'widget.js': 'import("./widget-program-01.js")',
    'widget-program-01.js': 'import("./widget_bg-02.wasm");`./language-*-01.js`',
    'widget_bg-02.wasm': '',
  };
  withSite(files, (dist) => {
    assert.deepEqual(WEIGHED['first-load'].files(dist, '/'), ['index.html', 'page.js', 'status.json', 'language-de-01.js']);
    assert.deepEqual(WEIGHED.program.files(dist), ['widget-program-01.js', 'widget_bg-02.wasm', 'language-de-01.js']);
  });
  withSite({ 'page.js': 'import("./language-en-01.js")', 'language-en-01.js': '' }, (dist) => {
    assert.throws(() => largestLanguage(dist, ['page.js']), /expected a script that names files of the build as its languages, found none/);
  });
});

test('refuses what it cannot weigh', () => {
  withSite({ 'index.html': '<script src="/gone.js">' }, (dist) => {
    assert.throws(() => firstLoad(dist), /needs `gone.js`, which the build lacks/);
  });
  withSite({ 'index.html': '<script src="https://cdn.example/page.js">' }, (dist) => {
    assert.throws(() => firstLoad(dist), /`https:\/\/cdn.example\/page.js` lies outside/);
  });
});

test('what brotli compresses comes back as it was', () => {
  const bytes = Buffer.from('one and the same, '.repeat(50));
  assert.deepEqual(brotliDecompressSync(brotli(bytes)), bytes);
});

test('weighs text compressed, pictures as they are, and neither above its own size', () => {
  withSite({ 'a.js': 'a'.repeat(1000), 'b.png': 'b'.repeat(1000), 'c.js': 'c' }, (dist) => {
    const [text, picture, tiny, total] = weigh(dist, ['a.js', 'b.png', 'c.js']);
    assert.ok(text.brotli < 100 && text.gzip < 100 && text.raw === 1000);
    assert.deepEqual(picture, { name: 'b.png', raw: 1000, gzip: 1000, brotli: 1000 });
    assert.deepEqual(tiny, { name: 'c.js', raw: 1, gzip: 1, brotli: 1 });
    assert.deepEqual(total, {
      name: 'total', raw: 2001, gzip: text.gzip + 1001, brotli: text.brotli + 1001,
    });
  });
});

test('lists sizes in columns', () => {
  assert.equal(
    table([{ name: 'index.html', raw: 1234, gzip: 500, brotli: 400 }]),
    'first load, bytes       raw      gzip    brotli\n' + 'index.html            1,234       500       400',
  );
});

test('finds the program of the element by the names in its scripts', () => {
  const files = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a script.
    'widget.js': 'const a=(b,c)=>`./widget-program-01.js${c?`?${c}`:""}#${b}`',
    'widget-program-01.js': 'new URL("./widget_bg-02.wasm",import.meta.url)',
    'widget_bg-02.wasm': '',
  };
  withSite(files, (dist) => {
    assert.deepEqual(elementFiles(dist), {
      loader: ['widget.js'],
      program: ['widget-program-01.js', 'widget_bg-02.wasm'],
    });
  });
  withSite({ ...files, 'widget.js': 'import("./widget-program-03.js")' }, (dist) => {
    assert.throws(() => elementFiles(dist), /expected `widget.js` to name a file of the build, found `widget-program-03.js`/);
  });
});
