import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalogues, finishLanguages } from './languages.mjs';

function folder(files) {
  const path = mkdtempSync(join(tmpdir(), 'languages-'));
  for (const [name, texts] of Object.entries(files)) writeFileSync(join(path, name), JSON.stringify(texts));
  return path;
}

test('puts the texts in the order of their keys, English first', () => {
  const path = folder({ 'de.json': { b: 'B', a: 'A', c: 'C' }, 'en.json': { a: 'a', c: 'c', b: 'b' } });
  assert.deepEqual([...catalogues(path)], [['en', 'a\nb\nc'], ['de', 'A\nB\nC']]);
  rmSync(path, { recursive: true });
});

test('leaves out what is said only where no script runs', () => {
  const path = folder({ 'en.json': { a: 'a', 'still-b': 'b', z: 'z' } });
  assert.deepEqual([...catalogues(path)], [['en', 'a\n\nz']]);
  rmSync(path, { recursive: true });
});

test('refuses a language that lacks a text', () => {
  const path = folder({ 'de.json': { a: 'A' }, 'en.json': { a: 'a', b: 'b' } });
  assert.throws(() => catalogues(path), /languages\/de\.json lacks b/);
  rmSync(path, { recursive: true });
});

test('writes a script for each, under one hash', async () => {
  const dist = mkdtempSync(join(tmpdir(), 'languages-'));
  const { told, files } = finishLanguages({ dist });
  assert.equal(told.LANGUAGES.split(' ').length, files.length);
  assert.deepEqual(readdirSync(dist).sort(), [...files].sort());
  const hashes = new Set(files.map((it) => /-([0-9a-f]{16})\.js$/.exec(it)[1]));
  assert.equal(hashes.size, 1);
  const german = told.LANGUAGE_URL.slice(2).replace('*', 'de');
  const { default: texts } = await import(join(dist, german));
  assert.equal(texts, catalogues().get('de'));
  assert.ok(readFileSync(join(dist, german), 'utf8').startsWith('export default "'));
  rmSync(dist, { recursive: true });
});
