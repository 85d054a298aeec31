// Writes the medians as tables into docs/performance.md, between its markers.

import { readFileSync, writeFileSync } from 'node:fs';
import { median, quantile, spread } from './statistics.mjs';

const DOCUMENT = new URL('../docs/performance.md', import.meta.url);
const BEGIN = '<!-- bench-page: begin -->';
const END = '<!-- bench-page: end -->';

const LOADS = [
  ['load full row', 'first row, full speed', 'ms'],
  ['load full counter', 'live counter, full speed', 'ms'],
  ['load cpu row', 'first row, 4 × slower CPU', 'ms'],
  ['load cpu counter', 'live counter, 4 × slower CPU', 'ms'],
  ['load slow4g row', 'first row, slow 4G', 'ms'],
  ['load slow4g counter', 'live counter, slow 4G', 'ms'],
  ['load cpu blocked', 'total blocking time, 4 × slower CPU', 'ms'],
  ['load cpu longest', 'longest task, 4 × slower CPU', 'ms'],
];
const SIZED = [
  ['create', 'create to paint', 'ms'],
  ['update', '1 % changed, to the last DOM change', 'ms'],
  ['sort', 'sort to paint', 'ms'],
  ['filter', 'filter to paint', 'ms'],
  ['clear', 'clear the filter, to paint', 'ms'],
  ['remove', 'remove all rows, to paint', 'ms'],
  ['idle', 'idle tick, script per second', 'ms'],
  ['etas', 'tick with ETAs, script per second', 'ms'],
  ['memory', 'memory, JavaScript and WebAssembly', 'MB'],
  ['wasm', 'of that WebAssembly', 'MB'],
];

const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** One row of a table for each measure that has values. */
function table(samples, measures, names) {
  const lines = [`| measure | ${names.join(' | ')} |`, `|---|${names.map(() => '---:').join('|')}|`];
  for (const [key, label, unit] of measures) {
    const values = names.map((name) => samples.get(JSON.stringify([key, name])));
    if (!values.some(Boolean)) continue;
    const base = values[0] ? median(values[0]) : 0;
    const cells = values.map((it, index) => {
      if (!it) return '';
      const ratio = index > 0 && base > 0 ? ` (${number(median(it) / base)} ×)` : '';
      return `${number(median(it))}${ratio}`;
    });
    lines.push(`| ${label}, ${unit} | ${cells.join(' | ')} |`);
  }
  return lines.length > 2 ? lines.join('\n') : '';
}

/** A sentence on how far the values of a measure lie apart, over all measures of time. */
function noise(samples) {
  const spreads = [...samples].filter(([key]) => !/memory|wasm/.test(key)).map(([, values]) => spread(values));
  const percent = (value) => `${Math.round(value * 100)} %`;
  return `Noise: the middle half of a figure's values spans ${percent(median(spreads))} of its median for the typical figure, `
    + `and more than ${percent(quantile(spreads, 0.9))} for one in ten.`;
}

/** All tables, as Markdown. */
export function markdown(samples, { names, rendered, sizes, rounds, cores, browser }) {
  const parts = [
    `${browser}, ${cores} cores, medians of ${rounds}; in brackets times vanilla JS. ${noise(samples)}`,
    '### Cold load, 12 rows',
    table(samples, LOADS, [...names, rendered]),
  ];
  for (const size of sizes) {
    const measures = SIZED.map(([key, ...rest]) => [`${key} ${size}`, ...rest]);
    parts.push(`### ${size.toLocaleString('en')} rows`, table(samples, measures, names));
  }
  return parts.filter((part, index) => part && (!part.startsWith('#') || parts[index + 1])).join('\n\n');
}

/** Writes the tables into the document. */
export function write(text) {
  const document = readFileSync(DOCUMENT, 'utf8');
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`expected ${BEGIN} and ${END} in docs/performance.md`);
  writeFileSync(DOCUMENT, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`);
}
