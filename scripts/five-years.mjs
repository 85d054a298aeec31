// The history that benchmarks use: 200 services, each with some changes of its state in each month, and 1,000 incidents of
// three messages each, in 60 months of which the present one is the last.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const MONTHS = 60;
export const SERVICES = 200;
export const INCIDENTS = 1000;
const CHANGES = 4;

const now = Date.now();
const iso = (time) => `${new Date(time).toISOString().slice(0, 19)}Z`;
const ids = Array.from({ length: SERVICES }, (_, index) => `service-${index}`);
const message = (number, time) => ({
  id: `m${number}`, status: 'identified', body: `We are looking into it, step ${number}. `.repeat(8), display_at: iso(time),
});

/** Returns the beginnings of the months, oldest first, and now as the end of the last one. */
function beginnings() {
  const today = new Date(now);
  const month = (back) => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1);
  return [...Array.from({ length: MONTHS }, (_, index) => month(MONTHS - 1 - index)), now];
}

function incident(number, time) {
  return {
    id: `i${number}`, name: `Trouble ${number}`, status: 'resolved', impact: 'minor', started_at: iso(time),
    resolved_at: iso(time + 3600000), components: [{ id: ids[number % SERVICES], name: `Service ${number % SERVICES}` }],
    incident_updates: [0, 1, 2].map((index) => message(number * 3 + index, time + index * 600000)),
  };
}

/** Returns a month in which everything was published from BEGUN to ENDED. */
function monthFile(begun, ended, numbers) {
  // A time at the place PART of the month.
  const at = (part) => begun + (part % 1) * (ended - begun);
  const states = (service) => Array.from({ length: CHANGES * 2 }, (_, index) => ({
    at: iso(at(((index * 7919 + service * 104729) % 2400000) / 2400000)),
    status: index % 2 === 0 ? 'operational' : 'partial_outage',
  })).sort((a, b) => a.at.localeCompare(b.at));
  const month = iso(begun).slice(0, 7);
  const incidents = numbers.map((number) => incident(number, at((number % 27) / 28)));
  return {
    version: 1, month,
    published: [{ from: iso(begun), until: iso(ended) }],
    overall: [{ at: iso(begun), status: 'none' }],
    components: ids.map((id, index) => ({ id, name: `Service ${index}`, states: states(index) })),
    records: incidents.map((it) => ({
      id: `${month}-${it.id}`, first_named_at: it.started_at, last_named_at: it.resolved_at, incident: it,
    })),
  };
}

/** Writes the last COUNT months into FOLDER, without an index, which the next publication makes. */
export function writeMonths(folder, count = MONTHS) {
  mkdirSync(join(folder, 'history'));
  const begun = beginnings();
  for (let index = MONTHS - count; index < MONTHS; index += 1) {
    const first = Math.round((index * INCIDENTS) / MONTHS);
    const last = Math.round(((index + 1) * INCIDENTS) / MONTHS);
    const numbers = Array.from({ length: last - first }, (_, place) => first + place);
    const file = monthFile(begun[index], begun[index + 1], numbers);
    writeFileSync(join(folder, 'history', `${file.month}.json`), JSON.stringify(file, null, 2));
  }
}

/** Returns a document in which the state of one service and one message are other than in the last ROUND. */
export function documentOf(round) {
  const time = Date.now();
  const components = ids.map((id, index) => ({
    id, name: `Service ${index}`, status: index === round % SERVICES ? 'partial_outage' : 'operational',
  }));
  const open = { ...incident(INCIDENTS, time - 3600000), status: 'identified', resolved_at: undefined };
  open.incident_updates = [message(round, time)];
  return JSON.stringify({ page: { name: 'Example' }, published_at: iso(time), components, incidents: [open] });
}
