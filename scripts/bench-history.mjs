// Compares how long `intermission publish` takes with a history of five years and with an empty one, both in one run, because
// the speed of a machine varies: `bench-history.mjs PROGRAM`. It prints medians, and fails if the long history takes more
// than MOST times as long.
//
// The history has 200 services, each with some changes of its state in each month, and 1,000 incidents of three messages
// each. Each run publishes a document in which the state of one service and one message are new.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST = 2;
const MONTHS = 60;
const SERVICES = 200;
const INCIDENTS = 1000;
const CHANGES = 4;
const ROUNDS = 25;

const program = process.argv[2];
if (!program) throw new Error('usage: bench-history.mjs PROGRAM');

const iso = (time) => `${new Date(time).toISOString().slice(0, 19)}Z`;
const ids = Array.from({ length: SERVICES }, (_, index) => `service-${index}`);
const message = (number, time) => ({
  id: `m${number}`, status: 'identified', body: `We are looking into it, step ${number}. `.repeat(8), display_at: iso(time),
});

/** Returns the beginnings of the MONTHS before the present one, oldest first. */
function beginnings() {
  const now = new Date();
  const month = (back) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1);
  return Array.from({ length: MONTHS }, (_, index) => month(MONTHS - index));
}

function incident(number, begun) {
  const time = begun + (number % 27) * 86400000;
  return {
    id: `i${number}`, name: `Trouble ${number}`, status: 'resolved', impact: 'minor', started_at: iso(time),
    resolved_at: iso(time + 3600000), components: [{ id: ids[number % SERVICES], name: `Service ${number % SERVICES}` }],
    incident_updates: [0, 1, 2].map((index) => message(number * 3 + index, time + index * 600000)),
  };
}

function monthFile(begun, next, incidents) {
  const states = (service) => Array.from({ length: CHANGES * 2 }, (_, index) => ({
    at: iso(begun + ((index * 7919 + service * 104729) % 2400000) * 1000),
    status: index % 2 === 0 ? 'operational' : 'partial_outage',
  })).sort((a, b) => a.at.localeCompare(b.at));
  const month = iso(begun).slice(0, 7);
  return {
    version: 1, month,
    published: [{ from: iso(begun), until: iso(next) }],
    overall: [{ at: iso(begun), status: 'none' }],
    components: ids.map((id, index) => ({ id, name: `Service ${index}`, states: states(index) })),
    records: incidents.map((it) => ({
      id: `${month}-${it.id}`, first_named_at: it.started_at, last_named_at: it.resolved_at, incident: it,
    })),
  };
}

/** Writes the files of five years, without an index, which the next publication makes. */
function writeYears(folder) {
  mkdirSync(join(folder, 'history'));
  const begun = beginnings();
  begun.forEach((time, index) => {
    const next = begun[index + 1] ?? time + 28 * 86400000;
    const first = Math.round((index * INCIDENTS) / MONTHS);
    const last = Math.round(((index + 1) * INCIDENTS) / MONTHS);
    const incidents = Array.from({ length: last - first }, (_, place) => incident(first + place, time));
    const name = join(folder, 'history', `${iso(time).slice(0, 7)}.json`);
    writeFileSync(name, JSON.stringify(monthFile(time, next, incidents), null, 2));
  });
}

function documentOf(round) {
  const now = Date.now();
  const components = ids.map((id, index) => ({
    id, name: `Service ${index}`, status: index === round % SERVICES ? 'partial_outage' : 'operational',
  }));
  const open = { ...incident(INCIDENTS, now - 3600000), status: 'identified', resolved_at: undefined, started_at: iso(now - 3600000) };
  open.incident_updates = [message(round, now)];
  return JSON.stringify({ page: { name: 'Example' }, published_at: iso(now), components, incidents: [open] });
}

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
  for (const folder of folders) mkdirSync(folder);
  writeYears(folders[1]);
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
