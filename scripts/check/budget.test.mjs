// Tests the limits of the download, and how its parts are compared with the last release.

import assert from 'node:assert/strict';
import test from 'node:test';
import { withSite } from '../build/example-site.mjs';
import { weigh } from '../build/weigh.mjs';
import { differences, excess, parts } from './budget.mjs';

test('is over the budget only above the limit', () => {
  assert.equal(excess({ brotli: 100 }, 100), undefined);
  assert.equal(
    excess({ brotli: 101 }, 100),
    'the first load is 1 bytes over its budget: 101 after brotli, at most 100 expected',
  );
  assert.equal(
    excess({ raw: 102, brotli: 9 }, 100, 'raw', '`a.html`'),
    '`a.html` is 2 bytes over its budget: 102 as it is, at most 100 expected',
  );
  assert.match(excess({ brotli: 11 }, 10, 'brotli', "the element's loader"), /^the element's loader is 1 bytes over its budget/);
});

test('weighs each part of the build by itself', () => {
  const files = {
    'index.html': '<link rel="stylesheet" href="/a.css"><script src="/page.js"></script><link rel="preload" href="/page.wasm">',
    'a.css': 'ab',
    'page.js': '"./language-*-01.js"',
    'page.wasm': 'abc',
    'language-de-01.js': 'abcd',
    'widget.js': 'import("./widget-program-01.js")',
    'widget-program-01.js': '"./widget_bg-02.wasm"',
    'widget_bg-02.wasm': 'abcde',
    'intermission.html': 'abcdef',
  };
  withSite(files, (dist) => {
    const { 'index.html': page, 'widget program': program, 'widget loader': loader, script, ...others } = parts(dist);
    assert.deepEqual(others, { style: 2, program: 3, language: 4, 'one file': 6 });
    assert.equal(program, weigh(dist, ['widget-program-01.js']).at(-1).brotli + 5);
    assert.deepEqual([page, loader, script], ['index.html', 'widget.js', 'page.js'].map((name) => weigh(dist, [name]).at(-1).brotli));
  });
});

test('tells the difference of each part, and warns of those that have grown by more than a thousand bytes', () => {
  const { lines, warnings } = differences({ style: 500, program: 2000, gone: 7 }, { style: 1500, program: 3001, language: 20 });
  assert.deepEqual(lines, [
    'style                1,500    +1,000',
    'program              3,001    +1,001',
    'gone                     0        -7',
    'language                20       +20',
  ]);
  assert.deepEqual(warnings, ['warning: program has grown by 1,001 bytes since the last release']);
  assert.deepEqual(differences({ style: 3000 }, { style: 0 }).warnings, []);
});
