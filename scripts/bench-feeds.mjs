// Compares the program for feeds of other services with `JSON.parse` in Chromium: `bench-feeds.mjs [FILE...]`. Needs the
// built page. Without a file it generates a document of the size and shape of the largest known real one: 1,104
// components in 526 KB.
//
// One run measures both alternately, because the speed of a machine varies. It prints medians, and the fastest tenth,
// which other work of the machine affects least. The built program is called as the page calls it; `JSON.parse` gets
// decoded text. A document in Statuspage's format is only parsed and recognised, because the page reads it without
// conversion.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from './build/folders.mjs';

const DIST = join(ROOT, 'dist');
const TYPES = { js: 'text/javascript', wasm: 'application/wasm', html: 'text/html', json: 'application/json' };
/** The benchmark fails if the program takes more than this many times as long as `JSON.parse`. */
const MOST = 6;
const ROUNDS = 120;
/** Runs that are not measured: browsers optimize code only after it has run for a while. */
const WARM_UP = 80;

/** Returns a document like the largest real one: 48 groups of 22 components, three incidents. */
function large() {
  const at = '2021-05-18T22:44:34.712Z';
  const id = (number) => `c${String(number).padStart(11, '0')}`;
  const component = (number, more) => ({
    id: id(number), name: `Region North ${number % 22} (Example)`, status: 'operational', created_at: at, updated_at: at,
    position: number % 22, description: null, showcase: false, start_date: null, group_id: null, page_id: id(0),
    group: false, only_show_if_degraded: false, ...more,
  });
  const components = [];
  for (let group = 0; group < 48; group += 1) {
    const first = group * 23 + 1;
    const children = Array.from({ length: 22 }, (_, index) => first + 1 + index);
    components.push(component(first, { name: `Service ${group}`, group: true, components: children.map(id) }));
    components.push(...children.map((number) => component(number, { group_id: id(first) })));
  }
  const touched = components.slice(1, 7).map(({ id: code, name }) =>
    ({ code, name, old_status: 'operational', new_status: 'partial_outage' }));
  const incident = (number) => ({
    id: id(number), name: `Trouble ${number}`, status: 'identified', created_at: at, updated_at: at, monitoring_at: null,
    resolved_at: null, impact: 'major', shortlink: 'https://stspg.example/x', started_at: at, page_id: id(0),
    incident_updates: [1, 2].map((update) => ({
      id: id(update), status: 'identified', body: 'We are looking into it. '.repeat(12), incident_id: id(number),
      created_at: at, updated_at: at, display_at: at, affected_components: touched, deliver_notifications: true,
      custom_tweet: null, tweet_id: null,
    })),
    components: components.slice(1, 7),
  });
  return JSON.stringify({
    page: { id: id(0), name: 'Example', url: 'https://status.example.com', time_zone: 'Etc/UTC', updated_at: at },
    components, incidents: [1, 2, 3].map(incident), scheduled_maintenances: [],
    status: { indicator: 'major', description: 'Partial System Outage' },
  }, null, 2);
}

/** Runs in the browser. Returns the durations of the program and of `JSON.parse`, in milliseconds. */
async function measure(program, rounds, warmUp) {
  const { read } = await import(program);
  const bytes = new Uint8Array(await (await fetch('/feed.json')).arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const url = new URL('https://status.example.com/api/v2/summary.json');
  const times = { parse: [], read: [] };
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const begin = performance.now();
    JSON.parse(text);
    const between = performance.now();
    await read(url, bytes);
    const end = performance.now();
    if (round < warmUp) continue;
    times.parse.push(between - begin);
    times.read.push(end - between);
  }
  return times;
}

/** Returns a function for the value below which PART of all values are. */
const below = (part) => (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)];

/** Returns the durations for the document TEXT in CHROMIUM. */
async function timed(text, chromium) {
  const program = readdirSync(DIST).find((name) => /^feeds-\w+\.js$/.test(name));
  const code = `${measure}; measure('/${program}', ${ROUNDS}, ${WARM_UP}).catch(String)
    .then((it) => fetch('/told', { method: 'POST', body: JSON.stringify(it) }));`;
  const files = { '/': '<!DOCTYPE html><script type="module" src="/run.js"></script>', '/run.js': code, '/feed.json': text };
  let tell;
  const told = new Promise((done) => (tell = done));
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      tell(JSON.parse((await request.toArray()).join('')));
      return response.end();
    }
    const ending = request.url === '/' ? 'html' : request.url.split('.').at(-1);
    // With these headers the resolution of performance.now() is 5 microseconds instead of 100.
    const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
    const content = files[request.url] ?? fileOf(request.url);
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': TYPES[ending] ?? 'text/plain', ...isolated });
    response.end(content);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const home = mkdtempSync(join(tmpdir(), 'intermission-bench-'));
  const page = `http://127.0.0.1:${server.address().port}/`;
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', `--user-data-dir=${home}`];
  const browser = spawn(chromium, [...flags, page], { stdio: 'ignore', detached: true });
  const ended = new Promise((done) => browser.on('close', done).on('error', done));
  const times = await Promise.race([told, ended.then(() => 'the browser ended')]);
  try {
    process.kill(-browser.pid);
  } catch {
    // The browser has ended by itself.
  }
  await ended;
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 20 });
  if (!times.read) throw new Error(`expected times, found ${times}`);
  return times;
}

function fileOf(path) {
  return readdirSync(DIST).includes(basename(path)) ? readFileSync(join(DIST, basename(path))) : undefined;
}

const chromium = process.env.CHROMIUM || 'chromium';
const given = process.argv.slice(2).map((path) => [path, readFileSync(path, 'utf8')]);
for (const [name, text] of given.length > 0 ? given : [['a document made for this', large()]]) {
  const times = await timed(text, chromium);
  const told = (part) => {
    const [parse, read] = [times.parse, times.read].map(below(part));
    return { ratio: read / parse, text: `JSON.parse ${parse.toFixed(2)} ms, read ${read.toFixed(2)} ms, ${(read / parse).toFixed(2)} times as long` };
  };
  const [median, fast] = [told(0.5), told(0.1)];
  console.log(`${name}, ${(Buffer.byteLength(text) / 1000).toFixed(0)} kB: ${median.text}; the fastest tenth ${fast.text}`);
  if (median.ratio > MOST) {
    console.error(`bench: more than ${MOST} times as long`);
    process.exitCode = 1;
  }
}
