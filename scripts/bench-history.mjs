// Compares how long `intermission publish` takes with a history of five years and with an empty one, both in one run, because
// the speed of a machine varies: `bench-history.mjs PROGRAM`. It prints medians, and fails if the long history takes more
// than MOST times as long.
//
// Each run publishes a document in which the state of one service and one message are new, and so writes the history page,
// the pages of months, feeds and calendar anew.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './build/folders.mjs';
import { INCIDENTS, MONTHS, SERVICES, documentOf, writeMonths } from './five-years.mjs';

const MOST = 2;
const ROUNDS = 25;

const program = process.argv[2];
if (!program) throw new Error('usage: bench-history.mjs PROGRAM');

/** Publishes and returns the seconds that it took. */
function publish(home, folder, round) {
  const file = join(home, 'status.json');
  writeFileSync(file, documentOf(round));
  const began = process.hrtime.bigint();
  execFileSync(program, ['publish', file, '--to', folder, '--no-page', '--no-social', '--quiet'], { stdio: 'inherit' });
  return Number(process.hrtime.bigint() - began) / 1e9;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const bytes = (folder) => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

const home = mkdtempSync(join(tmpdir(), 'intermission-history-'));
try {
  const folders = ['empty', 'years'].map((name) => join(home, name));
  for (const folder of folders) {
    mkdirSync(folder);
    // The history is rendered into a page that is there.
    copyFileSync(join(ROOT, 'web/history.html'), join(folder, 'history.html'));
  }
  writeMonths(folders[1]);
  for (const folder of folders) publish(home, folder, 0);
  const times = [[], []];
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [index, folder] of folders.entries()) times[index].push(publish(home, folder, round));
  }
  const [empty, years] = times.map(median);
  const size = bytes(join(folders[1], 'history'));
  console.log(`publishing one change, median of ${ROUNDS}:`);
  console.log(`  with an empty history   ${(empty * 1000).toFixed(1)} ms`);
  console.log(`  with ${MONTHS} months, ${SERVICES} services, ${INCIDENTS} incidents (${(size / 1e6).toFixed(1)} MB)  ${(years * 1000).toFixed(1)} ms`);
  const ratio = years / empty;
  console.log(`  ratio ${ratio.toFixed(2)}, at most ${MOST} expected`);
  if (ratio > MOST) process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true });
}
