// Measures the sizes of downloads: of the first load, which is all that the page needs to show the status, of the widget's
// loader and program, and of the one-file page. Each counts one language, the largest.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sizes } from './compress.mjs';
import { elements, isLink } from './html.mjs';
import { fileOf } from './paths.mjs';

/** Kinds of links whose target is fetched at once. (`apple-touch-icon` is not.) */
const FETCHED_LINKS = ['stylesheet', 'icon', 'manifest', 'preload', 'modulepreload'];

/** Requested by the page's program; index.html does not name it. */
const STATUS = 'status.json';

/** Returns the paths below DIST of the files of the first load, index.html first, each once. */
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

/** Returns the files that the style sheet FILE names; a relative URL is resolved against the sheet's. */
function namedInStyle(file, dist, publicUrl) {
  const sheet = new URL(relative(dist, file), new URL(publicUrl, 'https://page.invalid/'));
  return [...readFileSync(file, 'utf8').matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)]
    .map(([, url]) => new URL(url, sheet))
    .filter((url) => url.protocol !== 'data:')
    .map((url) => fileOf(url.origin === sheet.origin ? url.pathname : url.href, dist, publicUrl));
}

/** Returns the widget's files below DIST: the script that hosts load, and the files that it fetches. */
export function elementFiles(dist) {
  const named = (file, pattern) => {
    const [, name] = pattern.exec(readFileSync(join(dist, file), 'utf8')) ?? [];
    if (!name || !existsSync(join(dist, name))) throw new Error(`expected \`${file}\` to name a file of the build, found \`${name ?? ''}\``);
    return name;
  };
  // esbuild writes the program's name into a template literal, followed by the query and the fragment.
  const program = named('widget.js', /["'`]\.\/([\w-]+\.js)(?:["'`]|\$\{)/);
  return { loader: ['widget.js'], program: [program, named(program, /["'`]\.\/([\w-]+\.wasm)["'`]/)] };
}

/** Returns the largest language file of those that a script among FILES refers to. */
export function largestLanguage(dist, files) {
  const scripts = files.filter((name) => name.endsWith('.js')).map((name) => readFileSync(join(dist, name), 'utf8'));
  const [, before, after] = /["'`]\.\/([\w-]+)\*([\w-]+\.js)["'`]/.exec(scripts.join('\n')) ?? [];
  const all = readdirSync(dist).filter((name) => before && name.startsWith(before) && name.endsWith(after));
  if (all.length === 0) throw new Error('expected a script that names files of the build as its languages, found none');
  const [largest] = weigh(dist, all).slice(0, -1).sort((one, other) => other.brotli - one.brotli);
  return largest.name;
}

/** Returns a row `{ name, raw, gzip, brotli }` for each of FILES, and a last row `total`. */
export function weigh(dist, files) {
  const rows = files.map((name) => ({ name, ...sizes(name, readFileSync(join(dist, name))) }));
  const total = { name: 'total', raw: 0, gzip: 0, brotli: 0 };
  for (const row of rows) for (const kind of ['raw', 'gzip', 'brotli']) total[kind] += row[kind];
  return [...rows, total];
}

/** Formats ROWS under TITLE, sizes in bytes. */
export function table(rows, title = 'first load, bytes') {
  const head = { name: title, raw: 'raw', gzip: 'gzip', brotli: 'brotli' };
  const width = Math.max(...[head, ...rows].map(({ name }) => name.length));
  const cell = (size) => size.toLocaleString('en').padStart(10);
  return [head, ...rows]
    .map(({ name, raw, gzip, brotli }) => name.padEnd(width) + [raw, gzip, brotli].map(cell).join(''))
    .join('\n');
}

const withLanguage = (dist, files) => [...files, largestLanguage(dist, files)];

/** The downloads that have a limit: their names in messages, and their files below DIST. */
export const WEIGHED = {
  'first-load': { what: 'the first load', files: (dist, publicUrl) => withLanguage(dist, firstLoad(dist, publicUrl)) },
  loader: { what: "the element's loader", files: (dist) => elementFiles(dist).loader },
  program: { what: "the element's program", files: (dist) => withLanguage(dist, elementFiles(dist).program) },
  'one-file': { what: 'the page in one file', files: () => ['intermission.html'] },
};
