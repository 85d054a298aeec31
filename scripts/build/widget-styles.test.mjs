// Tests what becomes of the page's style sheets in the element.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { STYLE } from './folders.mjs';
import { widgetStyles } from './widget-styles.mjs';

const TOKENS = `:root { --accent: #111; --step: 0.5rem; --sans: serif; }
  :root[data-theme="dark"] { --accent: #eee; }`;

test('colours follow the host, and the host may set them', () => {
  const css = widgetStyles(TOKENS, []);
  assert.match(css, /\.box \{ --accent: var\(--intermission-accent, #111\); --step: var\(--intermission-step, 0\.5em\); \}/);
  assert.match(css, /@supports \(color: light-dark\(#000, #fff\)\) \{ \.box \{ --accent: var\(--intermission-accent, light-dark\(#111, #eee\)\); \} \}/);
  assert.doesNotMatch(css, /--sans/);
  assert.throws(() => widgetStyles(':root { }', []), /expected custom properties after `:root \{`/);
});

test('sizes count from the host\'s font and the element\'s width', () => {
  const css = widgetStyles(TOKENS, ['a { margin: 1.5rem; font-size: calc(1rem + 2vw) } @media (max-width: 44.99rem) { a { margin: 0 } }']);
  assert.match(css, /a \{ margin: 1\.5em; font-size: calc\(1em \+ 2cqi\) \} @container \(max-width: 44\.99em\) \{/);
});

test('nothing of the page\'s own measures is left in what the element gets', () => {
  const style = (name) => readFileSync(join(STYLE, name), 'utf8');
  const css = widgetStyles(style('tokens.css'), ['base.css', 'parts.css', 'widget.css'].map(style));
  assert.doesNotMatch(css, /\drem\b|\d(vw|vh)\b|@media \((min|max)-|:root|prefers-color-scheme/);
});
