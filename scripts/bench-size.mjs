// Measures how many bytes of the first load each size optimization saves, and how many seconds of a build it costs. Builds
// the page once with all of them and once without each, and writes the table into the decision record.
//
//   node scripts/bench-size.mjs
//
// Build seconds are processor seconds, which depend little on other work of the machine. They are measured on a build after
// one change; a variant that recompiles the dependencies is therefore built twice.

import { spawnSync } from 'node:child_process';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './build/folders.mjs';
import { WEIGHED, weigh } from './build/weigh.mjs';

const RECORD = resolve(ROOT, 'docs/decisions/0001-size-devices.md');

/** The lines of the record before and after the table. */
const [BEGIN, END] = ['<!-- written by make bench-size -->', '<!-- end -->'];

/** For each optimization, the environment or the arguments of make that disable it, and whether that recompiles everything. */
const VARIANTS = {
  'build-std with immediate abort': { args: ['STD=shipped'], anew: true },
  '`opt-level = "z"` (against `3`)': { env: { CARGO_PROFILE_RELEASE_OPT_LEVEL: '3' }, anew: true },
  'unused exports of wasm-streams removed': { env: { INTERMISSION_WITHOUT: 'streams' } },
  'functions in order of likeness (`sort-functions.mjs`)': { env: { INTERMISSION_WITHOUT: 'order' } },
  'short names between module and glue (`shorten-names.mjs`)': { env: { INTERMISSION_WITHOUT: 'rename' } },
};

/** Builds a variant; returns the bytes of its first load after brotli and the processor seconds of its build. */
function build({ args = [], env = {}, anew = false }) {
  const make = () => {
    utimesSync(resolve(ROOT, 'src/lib.rs'), new Date(), new Date());
    const command = ['make', '--no-print-directory', 'page', ...args].join(' ');
    const script = `TIMEFORMAT='seconds %U %S'; time ${command}`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: ROOT, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`\`${command}\` failed:\n${stderr}`);
    const [, user, system] = /^seconds ([\d.]+) ([\d.]+)$/m.exec(stderr);
    return Number(user) + Number(system);
  };
  if (anew) make();
  const seconds = make();
  const dist = resolve(ROOT, 'dist');
  return { bytes: weigh(dist, WEIGHED['first-load'].files(dist, '/')).at(-1).brotli, seconds };
}

/** Returns the rows of the table from MEASURED, the results with all optimizations and without each. */
export function table(all, without) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const bytes = (count) => count.toLocaleString('en');
  return [
    row(['left out', 'first load, bytes', 'the device saves', 'of all', 'build, seconds', 'the device costs']),
    row(['---', '---:', '---:', '---:', '---:', '---:']),
    row(['nothing', bytes(all.bytes), '', '', all.seconds.toFixed(1), '']),
    ...Object.entries(without).map(([name, it]) => {
      const saved = it.bytes - all.bytes;
      return row([name, bytes(it.bytes), bytes(saved), `${((100 * saved) / all.bytes).toFixed(1)} %`, it.seconds.toFixed(1), (all.seconds - it.seconds).toFixed(1)]);
    }),
  ].join('\n');
}

/** Returns TEXT, the record, with its table replaced by TABLE. */
export function withTable(text, table) {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`expected the record to have \`${BEGIN}\` and \`${END}\``);
  return `${text.slice(0, begin + BEGIN.length)}\n${table}\n${text.slice(end)}`;
}

function main() {
  const without = {};
  const all = build({ anew: true });
  console.log('all devices:', all);
  for (const [name, variant] of Object.entries(VARIANTS)) {
    without[name] = build(variant);
    console.log(`without ${name}:`, without[name]);
  }
  build({});
  console.log(table(all, without));
  writeFileSync(RECORD, withTable(readFileSync(RECORD, 'utf8'), table(all, without)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
