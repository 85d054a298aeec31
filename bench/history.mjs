// Measures the history page in Chromium with five years of 200 services and 1,000 incidents, compared with a history that has
// only the present month, in one run: `make bench-history`, after `bench-history.mjs` has measured how long publishing takes.
//
// The page is opened as `publish` leaves it, and without what is rendered into it. docs/performance.md says what each
// measure is.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { ROOT } from '../scripts/build/folders.mjs';
import { CHROMIUM_FLAGS, RESOLVER_RULES, setting } from '../scripts/check/published-site.mjs';
import { MONTHS, SERVICES, documentOf, writeMonths } from '../scripts/five-years.mjs';
import { serve } from './server.mjs';
import { median } from './statistics.mjs';

/** How many times as long the first month of five years may take as that month alone. */
const MOST_FIRST_MONTH = 1.2;
/** How many times as long as the names and figures of all services, with the pictures in view, all pictures may take. */
const MOST_PICTURES = 1.5;
const ROUNDS = 15;

const program = process.argv[2];
if (!program) throw new Error('usage: history.mjs PROGRAM');

/** Notes when the first entry, all bars, the pictures in view and all pictures are on screen. */
function probe(bars) {
  const shown = { };
  globalThis.shown = shown;
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }));
  const count = (selector) => document.querySelectorAll(selector).length;
  const wanted = {
    entry: () => count('.event') > 0,
    bars: () => count('#uptime .uptime-service') === bars,
    live: () => count('#uptime .uptime-box input') > 0,
    pictures: () => count('#uptime .uptime-box > input') === bars,
  };
  new MutationObserver(() => {
    for (const [name, isThere] of Object.entries(wanted)) {
      if (shown[name] === undefined && isThere()) {
        shown[name] = 0;
        painted().then((at) => {
          shown[name] = at;
        });
      }
    }
  }).observe(document, { childList: true, subtree: true });
}

/** Makes a site with a history of MONTHS months, published once. */
function site(home, name, months) {
  const folder = join(home, name);
  cpSync(join(ROOT, 'dist'), folder, { recursive: true });
  writeMonths(folder, months);
  const file = join(home, `${name}.json`);
  writeFileSync(file, documentOf(0));
  execFileSync(program, ['publish', file, '--to', folder, '--dist', join(ROOT, 'dist'), '--no-social', '--quiet'], { stdio: 'inherit' });
  return folder;
}

/** Opens the history page with nothing kept from before, and returns the milliseconds until each thing was on screen. */
async function open(browser, url) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.evaluateOnNewDocument(probe, SERVICES + 1);
    await page.goto(`${url}history.html`, { waitUntil: 'domcontentloaded' });
    await page.waitForFunction(() => globalThis.shown.entry && globalThis.shown.pictures, { polling: 50, timeout: 60_000 });
    return await page.evaluate(() => globalThis.shown);
  } finally {
    await context.close();
  }
}

const home = mkdtempSync(join(tmpdir(), 'intermission-history-page-'));
const browser = await puppeteer.launch({
  executablePath: setting('CHROMIUM'),
  args: [...CHROMIUM_FLAGS, `--host-resolver-rules=${RESOLVER_RULES}`, '--lang=en'],
  defaultViewport: { width: 1280, height: 800 },
});
const servers = [];
try {
  const sites = {};
  for (const [name, months] of [['month', 1], ['years', MONTHS]]) {
    const rendered = site(home, name, months);
    const bare = join(home, `${name}-bare`);
    cpSync(rendered, bare, { recursive: true });
    for (const ending of ['', '.br', '.gz']) cpSync(join(ROOT, `dist/history.html${ending}`), join(bare, `history.html${ending}`));
    for (const [kind, folder] of [['rendered', rendered], ['bare', bare]]) {
      const server = await serve(folder);
      servers.push(server);
      sites[`${name} ${kind}`] = server.url;
    }
  }
  const samples = new Map();
  const names = Object.keys(sites);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let index = 0; index < names.length; index += 1) {
      const name = names[(index + round) % names.length];
      for (const [measure, at] of Object.entries(await open(browser, sites[name]))) {
        const key = `${name} ${measure}`;
        samples.set(key, [...(samples.get(key) ?? []), at]);
      }
    }
  }
  const of = (key) => median(samples.get(key));
  const millis = (key) => `${of(key).toFixed(0)} ms`;
  const ratios = [];
  for (const kind of ['rendered', 'bare']) {
    const ratio = of(`years ${kind} entry`) / of(`month ${kind} entry`);
    ratios.push([ratio, MOST_FIRST_MONTH]);
    console.log(`first month, ${kind}: ${millis(`years ${kind} entry`)} of five years, ${millis(`month ${kind} entry`)} alone: ratio ${ratio.toFixed(2)}, at most ${MOST_FIRST_MONTH} expected`);
  }
  const bars = of('years bare pictures') / of('years bare bars');
  ratios.push([bars, MOST_PICTURES]);
  console.log(`${SERVICES} bars: names, figures and the pictures in view ${millis('years bare bars')}, all pictures ${millis('years bare pictures')}: ratio ${bars.toFixed(2)}, at most ${MOST_PICTURES} expected`);
  console.log(`the page that is there at once answers to visitors after ${millis('years rendered live')}`);
  if (ratios.some(([ratio, most]) => ratio > most)) process.exitCode = 1;
} finally {
  await browser.close();
  for (const server of servers) server.stop();
  rmSync(home, { recursive: true });
}
