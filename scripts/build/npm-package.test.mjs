// Tests the npm package of the widget. That it works in projects is for the end-to-end tests.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { snippet } from '../check/npm-projects.mjs';
import { ROOT } from './folders.mjs';
import { assemble, elementsManifest, integrity, manifest, version } from './npm-package.mjs';

test('the version is that of Cargo.toml', () => {
  assert.equal(version('[package]\nname = "x"\nversion = "1.2.3"\n'), '1.2.3');
  assert.match(version(), /^\d+\.\d+\.\d+/);
  assert.throws(() => version('[package]\n'), /Cargo\.toml/);
});

test('hashes are those of the attribute `integrity`', () => {
  // By `printf '' | openssl dgst -sha384 -binary | base64`.
  assert.equal(integrity(''), 'sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb');
});

test('only the module that registers the element, and styles, have effects', () => {
  const { exports, sideEffects } = manifest('1.2.3');
  assert.deepEqual(sideEffects, ['./index.js', './widget.css']);
  assert.equal(exports['.'].default, './index.js');
  assert.equal(Object.keys(exports['.'])[0], 'types');
});

test("the element's manifest names the package's module", () => {
  const ours = readFileSync(join(ROOT, 'public/custom-elements.json'), 'utf8');
  const modules = JSON.parse(elementsManifest(ours)).modules;
  assert.deepEqual(modules.map(({ path }) => path), ['index.js']);
  assert.deepEqual(modules[0].exports.map(({ declaration }) => declaration.module), ['index.js', 'index.js', 'index.js']);
  assert.throws(() => elementsManifest('{}'), /widget\.js/);
});

test('a folder without a built page is refused', () => {
  assert.throws(() => assemble(join(ROOT, 'docs'), '/nonexistent'), /make build/);
  assert.throws(() => assemble('/nonexistent', '/nonexistent'), /found 0.*make build/);
});

test('a snippet of the README is found by its words, and only one', () => {
  const text = '```js\nimport a;\n```\n```js\nimport b;\n```\n```html\n<b>\n```\n';
  assert.equal(snippet('js', 'b', text), 'import b;\n');
  assert.throws(() => snippet('js', 'import', text), /found 2/);
  assert.throws(() => snippet('css', 'b', text), /found 0/);
});
