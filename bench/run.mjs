// Measures the page beside vanilla JS, Solid and Preact in one Chromium and writes the medians into
// docs/performance.md: `make bench-page`, or with what is to be measured:
//
//   make bench-page ARGS='--rows 1000 --rounds 3 --no-load --print'
//
// docs/performance.md says what each measure is.

import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { NAMES, RENDERED, build, render } from './build.mjs';
import { launch, open } from './chromium.mjs';
import { FIND, document } from './documents.mjs';
import { serve } from './server.mjs';
import { markdown, write } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', multiple: true, default: ['100', '1000', '5000', '10000'] },
    rounds: { type: 'string', default: '9' },
    'no-load': { type: 'boolean', default: false },
    'only-load': { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
});
const SIZES = options.rows.flatMap((it) => it.split(',')).map(Number);
const ROUNDS = Number(options.rounds);
/** How many services the document of a cold load has. */
const LOAD_ROWS = 12;
const CONDITIONS = ['full', 'cpu', 'slow4g'];
/** The page never sends two requests within this time. */
const FLOOR_MILLIS = 5200;
const TICKS = 3;
/** The size at which nothing is measured but creating, sorting, filtering and removing. */
const ARRANGED_ROWS = 5000;

const samples = new Map();
/** Keeps a value of MEASURE for the contestant NAME. */
function add(measure, name, value) {
  const key = JSON.stringify([measure, name]);
  samples.set(key, [...(samples.get(key) ?? []), value]);
}

/** The contestants in another order each round. */
const turned = (list, round) => list.map((_, index) => list[(index + round) % list.length]);

/** Waits until SECONDS into a second, so that windows are measured over whole ticks. */
const untilHalf = () => sleep(1500 - (Date.now() % 1000));

async function measureLoads(browser, sites) {
  const names = [...NAMES, RENDERED];
  for (let round = 0; round < ROUNDS; round += 1) {
    // A document grows stale while others are measured.
    const text = document(LOAD_ROWS);
    render(text);
    for (const name of names) sites[name].state.document = text;
    for (const condition of CONDITIONS) {
      for (const name of turned(names, round)) {
        const window = await open(browser, sites[name].url, condition);
        await window.page.waitForFunction(() => globalThis.bench.first.row && globalThis.bench.first.counter, { polling: 100, timeout: 60_000 });
        if (condition === 'cpu') await sleep(1500);
        const { first, long } = await window.page.evaluate(() => globalThis.bench);
        add(`load ${condition} row`, name, first.row);
        add(`load ${condition} counter`, name, first.counter);
        if (condition === 'cpu') {
          add('load cpu blocked', name, long.reduce((sum, it) => sum + it - 50, 0));
          add('load cpu longest', name, Math.max(0, ...long));
        }
        await window.close();
      }
    }
    console.error(`cold loads: round ${round + 1} of ${ROUNDS}`);
  }
}

/** Lets each contestant ask for the document TEXT, one after the other, and calls MEASURE with its window. The text is
 * there for each only when it is its turn, because pages also ask by themselves now and then. */
async function deliver({ windows, sites, asked }, text, round, measure) {
  for (const name of turned(NAMES, round)) {
    await sleep(Math.max(0, (asked.get(name) ?? 0) + FLOOR_MILLIS - Date.now()));
    asked.set(name, Date.now());
    sites[name].state.document = text;
    await measure(windows[name], name);
  }
}

/** Milliseconds of script per second of each contestant, while nothing but the clock goes on. */
async function measureTicks({ windows }, measure) {
  await untilHalf();
  const before = await Promise.all(NAMES.map((name) => windows[name].script()));
  await sleep(TICKS * 1000);
  const after = await Promise.all(NAMES.map((name) => windows[name].script()));
  for (const [index, name] of NAMES.entries()) add(measure, name, ((after[index] - before[index]) * 1000) / TICKS);
}

async function measureSize(browser, sites, count) {
  const empty = document(0);
  const windows = {};
  const asked = new Map();
  for (const name of NAMES) {
    sites[name].state.document = empty;
    windows[name] = await open(browser, sites[name].url);
    await windows[name].page.waitForSelector('.status-bar .controls button', { timeout: 60_000 });
    asked.set(name, Date.now());
  }
  const stage = { windows, sites, asked };
  for (let round = 0; round < ROUNDS; round += 1) {
    await deliver(stage, document(count), round, async (window, name) => {
      add(`create ${count}`, name, await window.run('receiveRows', count));
      for (const [action, argument] of [['sort'], ['filter', FIND], ['clear']]) {
        if (action === 'filter') await unsort(window);
        add(`${action} ${count}`, name, await window.run(action, argument));
        await sleep(50);
      }
    });
    if (round === 0) await expectSameRows(windows);
    if (count !== ARRANGED_ROWS) await measureChanges(stage, count, round);
    await deliver(stage, document(0), round, async (window, name) => add(`remove ${count}`, name, await window.run('receiveRows', 0)));
    console.error(`${count} rows: round ${round + 1} of ${ROUNDS}`);
  }
  for (const name of NAMES) await windows[name].close();
}

async function measureChanges(stage, count, round) {
  const { windows } = stage;
  await deliver(stage, document(count, { changes: 1 }), round, async (window, name) => {
    add(`update ${count}`, name, await window.run('receiveChanges'));
  });
  await measureTicks(stage, `idle ${count}`);
  if (round === 0) for (const name of NAMES) await addMemory(windows[name], name, count);
  await deliver(stage, document(count, { etas: true }), round, (window) => window.run('receiveChanges'));
  if (round === 0) await expectSameRows(windows);
  await measureTicks(stage, `etas ${count}`);
}

/** Two more presses bring the document's own order back. */
async function unsort(window) {
  await window.run('sort');
  await window.run('sort');
}

async function addMemory(window, name, count) {
  const { script, wasm } = await window.memory();
  add(`memory ${count}`, name, (script + wasm) / 1e6);
  add(`wasm ${count}`, name, wasm / 1e6);
}

/** Fails where a contestant's rows are not those of the page: same elements, classes and texts. */
async function expectSameRows(windows) {
  const found = {};
  for (const name of NAMES) {
    found[name] = await windows[name].page.evaluate(() => {
      const outline = (node) => {
        // The contestants are read one after the other, between which a minute may pass.
        if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\d+ min/, 'N min');
        const name = `${node.localName}.${node.getAttribute('class') ?? ''}`;
        // Frameworks leave comments and empty texts as marks.
        const shown = [...node.childNodes].filter((it) => it.nodeType !== Node.COMMENT_NODE && (it.localName || it.data));
        return `${name}(${shown.map(outline).join(' ')})`;
      };
      const rows = [...document.querySelectorAll('.service')];
      return [...rows.slice(0, 30), ...rows.slice(-5)].map(outline);
    });
  }
  for (const name of NAMES) {
    const index = found[name].findIndex((row, at) => row !== found.Intermission[at]);
    if (index >= 0 || found[name].length !== found.Intermission.length) {
      throw new Error(`${name} shows other rows than the page:\n  ${found[name][index]}\n  ${found.Intermission[index]}`);
    }
  }
}

const folders = await build();
const sites = {};
for (const [name, folder] of Object.entries(folders)) sites[name] = await serve(folder);
const browser = await launch();
const facts = { names: NAMES, rendered: RENDERED, rounds: ROUNDS, cores: cpus().length, browser: await version(browser) };
try {
  if (!options['no-load']) await measureLoads(browser, sites);
  if (!options['only-load']) for (const count of SIZES) await measureSize(browser, sites, count);
} finally {
  // A run that is cut short tells as much as it has measured; only a whole one replaces the tables.
  console.log(markdown(samples, { ...facts, sizes: SIZES }));
  await browser.close();
  for (const { stop } of Object.values(sites)) stop();
}
if (!options.print) write(markdown(samples, { ...facts, sizes: SIZES }));

/** `Chromium 156.0.8078.108` */
async function version(browser) {
  return (await browser.version()).replace(/^\w+\//, 'Chromium ');
}
