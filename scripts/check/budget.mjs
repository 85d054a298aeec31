// Fails when a part of the download is larger than its limit, and compares parts with those of the last release.
//
//   node scripts/check/budget.mjs [--of first-load|loader|program|one-file] [--dist DIR] [--public-url URL]
//     [--limit-raw BYTES] [--limit-brotli BYTES]
//   node scripts/check/budget.mjs --compare    prints each part's difference to tests/sizes.json
//   node scripts/check/budget.mjs --write      writes the sizes of this build there; for a release

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from '../build/folders.mjs';
import { WEIGHED, elementFiles, firstLoad, largestLanguage, table, weigh } from '../build/weigh.mjs';

/** Kinds of size in messages. */
const AFTER = { raw: 'as it is', brotli: 'after brotli' };

/** Returns a message when TOTAL of WHAT exceeds LIMIT bytes of KIND, else nothing. */
export function excess(total, limit, kind = 'brotli', what = 'the first load') {
  if (total[kind] <= limit) return undefined;
  const by = total[kind] - limit;
  return `${what} is ${by} bytes over its budget: ${total[kind]} ${AFTER[kind]}, at most ${limit} expected`;
}

/** Sizes of the last release, by part, in bytes after brotli. */
const RELEASED = join(ROOT, 'tests/sizes.json');

/** Growth in bytes above which a part gets a warning. */
const NOTABLE = 1000;

/** Returns the bytes after brotli of each part of the build in DIST. */
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

/** Compares the sizes NOW with those of the release BEFORE. Returns a line for each part, and a warning for each that has
 * grown by more than a thousand bytes. A part that only one of both has counts as empty in the other. */
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
