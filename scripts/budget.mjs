// Weighs what visitors fetch: all that the page needs before it shows the status, the element's loader and its
// program, and the page in one file. A visitor fetches one language, which may be the largest.
//
//   node scripts/budget.mjs [--of first-load|loader|program|one-file] [--dist DIR] [--public-url URL]
//     [--limit-raw BYTES] [--limit-brotli BYTES]
//   node scripts/budget.mjs --compare    prints each part's difference to tests/sizes.json
//   node scripts/budget.mjs --write      writes the sizes of this build there; for a release

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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
  // esbuild puts the program's name into a template, which goes on with what only browsers see of the address.
  const program = named('widget.js', /["'`]\.\/([\w-]+\.js)(?:["'`]|\$\{)/);
  return { loader: ['widget.js'], program: [program, named(program, /["'`]\.\/([\w-]+\.wasm)["'`]/)] };
}

/** The largest of the languages of which one of the scripts among FILES chooses. */
export function largestLanguage(dist, files) {
  const scripts = files.filter((name) => name.endsWith('.js')).map((name) => readFileSync(join(dist, name), 'utf8'));
  const [, before, after] = /["'`]\.\/([\w-]+)\*([\w-]+\.js)["'`]/.exec(scripts.join('\n')) ?? [];
  const all = readdirSync(dist).filter((name) => before && name.startsWith(before) && name.endsWith(after));
  if (all.length === 0) throw new Error('expected a script that names files of the build as its languages, found none');
  const [largest] = weigh(dist, all).slice(0, -1).sort((one, other) => other.brotli - one.brotli);
  return largest.name;
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

/** How a KIND of size is called. */
const AFTER = { raw: 'as it is', brotli: 'after brotli' };

/** Why TOTAL of WHAT is too much for LIMIT bytes of its KIND, or nothing when it is not; at the limit it is not. */
export function excess(total, limit, kind = 'brotli', what = 'the first load') {
  if (total[kind] <= limit) return undefined;
  const by = total[kind] - limit;
  return `${what} is ${by} bytes over its budget: ${total[kind]} ${AFTER[kind]}, at most ${limit} expected`;
}

const withLanguage = (dist, files) => [...files, largestLanguage(dist, files)];

/** What can be weighed: how it is called, and its files below DIST. */
export const WEIGHED = {
  'first-load': { what: 'the first load', files: (dist, publicUrl) => withLanguage(dist, firstLoad(dist, publicUrl)) },
  loader: { what: "the element's loader", files: (dist) => elementFiles(dist).loader },
  program: { what: "the element's program", files: (dist) => withLanguage(dist, elementFiles(dist).program) },
  'one-file': { what: 'the page in one file', files: () => ['intermission.html'] },
};

/** Sizes of the last release, by part, in bytes after brotli. */
const RELEASED = resolve(fileURLToPath(import.meta.url), '../../tests/sizes.json');

/** A part that has grown by more bytes than this is warned of. */
const NOTABLE = 1000;

/** Bytes after brotli of each part of the build in DIST. */
export function parts(dist, publicUrl = '/') {
  const first = firstLoad(dist, publicUrl);
  const { loader, program } = elementFiles(dist);
  const ending = (end) => first.filter((name) => name.endsWith(end));
  const files = {
    'index.html': ['index.html'],
    style: ending('.css'),
    script: ending('.js'),
    program: ending('.wasm'),
    language: [largestLanguage(dist, first)],
    'widget loader': loader,
    'widget program': program,
    'one file': WEIGHED['one-file'].files(),
  };
  return Object.fromEntries(Object.entries(files).map(([part, names]) => [part, weigh(dist, names).at(-1).brotli]));
}

/** How the sizes NOW differ from those of the release BEFORE: one line a part, and warnings of parts that have grown by
 * more than a thousand bytes. A part that only one of both has counts as empty in the other. */
export function differences(before, now) {
  const signed = (by) => (by > 0 ? '+' : '') + by.toLocaleString('en');
  const all = [...new Set([...Object.keys(before), ...Object.keys(now)])].map((part) => {
    const size = now[part] ?? 0;
    return { part, size, by: size - (before[part] ?? 0) };
  });
  const lines = all.map(({ part, size, by }) => part.padEnd(16) + size.toLocaleString('en').padStart(10) + signed(by).padStart(10));
  const warnings = all.filter(({ by }) => by > NOTABLE).map(({ part, by }) => `warning: ${part} has grown by ${by.toLocaleString('en')} bytes since the last release`);
  return { lines, warnings };
}

function compare(dist, publicUrl) {
  const { lines, warnings } = differences(JSON.parse(readFileSync(RELEASED, 'utf8')), parts(dist, publicUrl));
  console.log(['bytes after brotli, and the difference to the last release', ...lines].join('\n'));
  for (const warning of warnings) console.warn(warning);
}

function main() {
  const { values } = parseArgs({
    options: {
      of: { type: 'string', default: 'first-load' },
      dist: { type: 'string', default: 'dist' },
      'public-url': { type: 'string', default: '/' },
      'limit-raw': { type: 'string' },
      'limit-brotli': { type: 'string' },
      compare: { type: 'boolean' },
      write: { type: 'boolean' },
    },
  });
  if (values.write) return writeFileSync(RELEASED, `${JSON.stringify(parts(values.dist, values['public-url']), null, 2)}\n`);
  if (values.compare) return compare(values.dist, values['public-url']);
  if (!WEIGHED[values.of]) throw new Error(`--of: expected one of ${Object.keys(WEIGHED).join(', ')}, found \`${values.of}\``);
  const { what, files } = WEIGHED[values.of];
  const rows = weigh(values.dist, files(values.dist, values['public-url']));
  console.log(table(rows, `${what}, bytes`));
  for (const kind of ['raw', 'brotli']) {
    const limit = values[`limit-${kind}`];
    if (limit === undefined) continue;
    const problem = excess(rows.at(-1), Number(limit), kind, what);
    if (problem) throw new Error(problem);
    console.log(`within the budget of ${Number(limit).toLocaleString('en')} ${AFTER[kind]}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main();
  } catch (error) {
    console.error(`budget: ${error.message}`);
    process.exitCode = 1;
  }
}
