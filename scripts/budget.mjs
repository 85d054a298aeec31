// Weighs the first load of the built page: every file a browser fetches before it shows the status. And the
// element's: the script that hosts load, and the program behind it.
//
//   node scripts/budget.mjs [--dist DIR] [--public-url URL] [--limit-brotli BYTES]
//     [--limit-loader BYTES] [--limit-program BYTES]

import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { sizes } from './compress.mjs';
import { elements, fileOf, isLink } from './site.mjs';

/** Kinds of links whose target is fetched at once. (`apple-touch-icon` is not.) */
const FETCHED_LINKS = ['stylesheet', 'icon', 'manifest', 'preload', 'modulepreload'];

/** What the page asks for by itself, so index.html does not name it. */
const STATUS = 'status.json';

/** Paths below DIST of the files of the first load, index.html first, each once. */
export function firstLoad(dist, publicUrl = '/') {
  const page = join(dist, 'index.html');
  const named = elements(readFileSync(page, 'utf8')).flatMap(fetched).map((url) => fileOf(url, dist, publicUrl));
  const files = new Set([page]);
  for (const file of [...named, join(dist, STATUS)].filter(Boolean)) {
    if (!existsSync(file)) throw new Error(`the first load needs \`${relative(dist, file)}\`, which the build lacks`);
    files.add(file);
    if (file.endsWith('.css')) for (const inner of namedInStyle(file, dist, publicUrl)) files.add(inner);
  }
  return [...files].map((file) => relative(dist, file));
}

function fetched(element) {
  const { name, attributes } = element;
  if (name === 'link') return FETCHED_LINKS.some((rel) => isLink(element, rel)) ? [attributes.href] : [];
  return ['script', 'img', 'source'].includes(name) && attributes.src ? [attributes.src] : [];
}

/** Fonts and pictures that the style sheet FILE names; a relative address starts at the sheet. */
function namedInStyle(file, dist, publicUrl) {
  const sheet = new URL(relative(dist, file), new URL(publicUrl, 'https://page.invalid/'));
  return [...readFileSync(file, 'utf8').matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)]
    .map(([, url]) => new URL(url, sheet))
    .filter((url) => url.protocol !== 'data:')
    .map((url) => fileOf(url.origin === sheet.origin ? url.pathname : url.href, dist, publicUrl));
}

/** The element's files below DIST: the script that hosts load, and what it fetches in turn. */
export function elementFiles(dist) {
  const named = (file, pattern) => {
    const [, name] = pattern.exec(readFileSync(join(dist, file), 'utf8')) ?? [];
    if (!name || !existsSync(join(dist, name))) throw new Error(`expected \`${file}\` to name a file of the build, found \`${name ?? ''}\``);
    return name;
  };
  const program = named('widget.js', /["'`]\.\/([\w-]+\.js)["'`]/);
  return { loader: ['widget.js'], program: [program, named(program, /["'`]\.\/([\w-]+\.wasm)["'`]/)] };
}

/** One row for each of FILES and a last one, `total`, each as `{ name, raw, gzip, brotli }`. */
export function weigh(dist, files) {
  const rows = files.map((name) => ({ name, ...sizes(name, readFileSync(join(dist, name))) }));
  const total = { name: 'total', raw: 0, gzip: 0, brotli: 0 };
  for (const row of rows) for (const kind of ['raw', 'gzip', 'brotli']) total[kind] += row[kind];
  return [...rows, total];
}

/** ROWS as text under TITLE, sizes in bytes. */
export function table(rows, title = 'first load, bytes') {
  const head = { name: title, raw: 'raw', gzip: 'gzip', brotli: 'brotli' };
  const width = Math.max(...[head, ...rows].map(({ name }) => name.length));
  const cell = (size) => size.toLocaleString('en').padStart(10);
  return [head, ...rows]
    .map(({ name, raw, gzip, brotli }) => name.padEnd(width) + [raw, gzip, brotli].map(cell).join(''))
    .join('\n');
}

/** Why TOTAL of WHAT is too much for LIMIT bytes, or nothing when it is not; at the limit it is not. */
export function excess(total, limit, what = 'the first load') {
  if (total.brotli <= limit) return undefined;
  const by = total.brotli - limit;
  return `${what} is ${by} bytes over its budget: ${total.brotli} after brotli, at most ${limit} expected`;
}

function main() {
  const { values } = parseArgs({
    options: {
      dist: { type: 'string', default: 'dist' },
      'public-url': { type: 'string', default: '/' },
      'limit-brotli': { type: 'string' },
      'limit-loader': { type: 'string' },
      'limit-program': { type: 'string' },
    },
  });
  const { loader, program } = elementFiles(values.dist);
  const weighed = [
    ['the first load', firstLoad(values.dist, values['public-url']), 'limit-brotli'],
    ["the element's loader", loader, 'limit-loader'],
    ["the element's program", program, 'limit-program'],
  ];
  const problems = weighed.map(([what, files, limit]) => told(what, weigh(values.dist, files), values[limit]));
  if (problems.some(Boolean)) throw new Error(problems.filter(Boolean).join('; '));
}

/** Prints the ROWS of WHAT beside their LIMIT; returns why they are too much, if they are. */
function told(what, rows, limit) {
  console.log(table(rows, `${what}, bytes`));
  if (limit === undefined) return undefined;
  const problem = excess(rows.at(-1), Number(limit), what);
  if (!problem) console.log(`within the budget of ${Number(limit).toLocaleString('en')} after brotli`);
  return problem;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main();
  } catch (error) {
    console.error(`budget: ${error.message}`);
    process.exitCode = 1;
  }
}
