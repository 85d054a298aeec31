// Tests the service worker outside a browser, because no browser can be made to have full or damaged storage, or a
// request without a response, at a given moment.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const SOURCE = readFileSync(new URL('sw.js', import.meta.url), 'utf8');
const SITE = 'https://www.example.com';
const FEED = 'https://cdn.example.net/status.json';
const PAGE = '<!DOCTYPE html><html data-version="v1" data-intermission lang="en"><div id="intermission"></div>';
const ASSETS = { '/page.css': 'a{}', '/page.js': 'go()' };
const LATER = { '/feeds.js': 'read()', '/feeds.wasm': 'asm' };
const sum = (content) => `sha256-${createHash('sha256').update(content).digest('base64')}`;
const sums = (files) => Object.fromEntries(Object.entries(files).map(([path, text]) => [path, sum(text)]));
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

const answer = (body, status = 200, headers = {}) => () => new Response(body, { status, headers });
const nothing = () => Promise.reject(new TypeError('Failed to fetch'));
const never = () => new Promise(() => {});
const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));

/** A worker of version `v1`, what it has stored, and the network it sees: addresses and what answers there. */
function worker({ active = null, stored = {}, waits = [] } = {}) {
  const boxes = new Map(Object.entries(stored).map(([name, box]) => [name, new Map(Object.entries(box))]));
  const network = { [`${SITE}/index.html`]: answer(PAGE, 503, { ...HTML, 'retry-after': '120', vary: '*' }) };
  for (const [path, text] of Object.entries(ASSETS)) network[SITE + path] = answer(text, 200, { 'content-type': 'text/plain' });
  const it = { boxes, network, put: undefined, listeners: {}, gone: false, skipped: false, windows: 1, asked: [] };
  const caches = {
    keys: async () => [...boxes.keys()],
    delete: async (name) => boxes.delete(name),
    match: async (address, { cacheName }) => boxes.get(cacheName)?.get(address)?.clone(),
    open: async (name) => {
      if (!boxes.has(name)) boxes.set(name, new Map());
      const box = boxes.get(name);
      // A cache that was deleted after it was opened accepts responses, but they are lost.
      const put = async (address, response) => {
        await it.put?.();
        box.set(address, response);
      };
      return { put };
    },
  };
  it.caches = caches;
  const context = vm.createContext({
    ...{ AbortController, Date, Headers, JSON, Promise, Response, URL, caches },
    ...{ VERSION: 'v1', ASSETS: sums(ASSETS), LATER: sums(LATER), SOURCES: ['/status.json', FEED] },
    location: new URL(`${SITE}/sw.js`),
    registration: { active, unregister: async () => (it.gone = true) },
    clients: { claim: async () => {}, matchAll: async () => Array(it.windows).fill({}) },
    skipWaiting: async () => (it.skipped = true),
    setTimeout: (act, millis) => waits.push([millis, act]),
    addEventListener: (name, listener) => (it.listeners[name] = listener),
    fetch: async (request, { integrity, cache } = {}) => {
      const address = request.url ?? request;
      it.asked.push(cache ? `${cache} ${address}` : address);
      const response = await (network[address] ?? nothing)(cache);
      if (!integrity || sum(await response.clone().text()) === integrity) return response;
      throw new TypeError('Failed integrity');
    },
  });
  vm.runInContext(SOURCE, context);
  return it;
}

/** Sends an event; returns what is responded, if anything, once all that it started is done. */
async function send(it, name, members = {}) {
  const works = [];
  let response;
  const event = { ...members, waitUntil: (work) => works.push(work), respondWith: (work) => (response = work) };
  it.listeners[name](event);
  const result = await response;
  for (let i = 0; i < works.length; i += 1) await works[i];
  return result;
}

/** Tells the worker, as a page does, that the response from SOURCE is a status document. */
const understand = (it, source) => send(it, 'message', { data: { understood: source }, ports: [] });

const get = (url, members = {}) => ({ request: { method: 'GET', mode: 'cors', cache: 'default', url, ...members } });
const visit = (path, members = {}) => get(SITE + path, { mode: 'navigate', ...members });
const names = (it) => Object.fromEntries([...it.boxes].map(([name, box]) => [name, [...box.keys()].sort()]));
const BUILD = { 'intermission/v1': [`${SITE}/index.html`, `${SITE}/page.css`, `${SITE}/page.js`] };

test('stores the page of a site that is away, under its own headers, marked', async () => {
  const it = worker();
  it.network[`${SITE}/index.html`] = answer(PAGE, 503, {
    ...HTML, 'content-security-policy': "default-src 'none'", 'content-length': '9', 'retry-after': '120', vary: '*',
  });
  await send(it, 'install');
  assert.deepEqual(names(it), BUILD);
  const page = it.boxes.get('intermission/v1').get(`${SITE}/index.html`);
  assert.equal(page.status, 200);
  assert.deepEqual([...page.headers.keys()], ['content-security-policy', 'content-type']);
  assert.equal(await page.text(), PAGE.replace('<html', '<html data-stored'));
  assert.equal(it.skipped, false);
});

test('finds the page at the root where there is no index.html', async () => {
  const it = worker();
  it.network[`${SITE}/index.html`] = answer('<h1>No such page</h1>', 404, HTML);
  it.network[`${SITE}/`] = answer(PAGE, 200, HTML);
  await send(it, 'install');
  assert.deepEqual(names(it), BUILD);
});

test('is installed as a whole or not at all', async () => {
  const breaks = {
    'another page': (it) => (it.network[`${SITE}/index.html`] = answer('<h1>Shop</h1>', 200, HTML)),
    'a page of another build': (it) => (it.network[`${SITE}/index.html`] = answer(PAGE.replace('v1', 'v2'), 200, HTML)),
    'no network': (it) => (it.network[`${SITE}/index.html`] = nothing),
    'a missing file': (it) => (it.network[`${SITE}/page.js`] = answer('', 404)),
    'a page in place of a file': (it) => (it.network[`${SITE}/page.js`] = answer(PAGE, 200, HTML)),
    'full storage': (it) => (it.put = full),
    'blocked storage': (it) => (it.caches.open = full),
  };
  for (const [name, spoil] of Object.entries(breaks)) {
    const it = worker();
    spoil(it);
    await assert.rejects(send(it, 'install'), undefined, name);
    assert.deepEqual(names(it), {}, name);
  }
});

test("refuses to be the update of a worker that is somebody else's", async () => {
  const theirs = { 'shop-v3': { a: new Response('') } };
  const it = worker({ active: {}, stored: theirs });
  await assert.rejects(send(it, 'install'), /another worker has this name/);
  assert.deepEqual(it.asked, []);
  await send(worker({ active: {}, stored: { ...theirs, 'intermission/v0': {} } }), 'install');
});

test('deletes its own older versions and nothing else', async () => {
  const stored = { 'shop-v3': {}, 'intermission/v0': {}, 'intermission/v1': {}, 'intermission/status': {}, intermission: {} };
  const it = worker({ stored });
  await send(it, 'activate');
  assert.deepEqual([...it.boxes.keys()], ['shop-v3', 'intermission/v1', 'intermission/status', 'intermission']);
});

test('waits until it is told to take over, and tells what it is', async () => {
  const it = worker();
  const told = [];
  const ports = [{ postMessage: (data) => told.push({ ...data }) }];
  await send(it, 'message', { data: 'who', ports });
  it.windows = 2;
  await send(it, 'message', { data: 'who', ports });
  assert.deepEqual(told, [{ version: 'v1', alone: true }, { version: 'v1', alone: false }]);
  assert.equal(it.skipped, false);
  await send(it, 'message', { data: 'activate', ports: [] });
  assert.equal(it.skipped, true);
});

test('answers nothing but pages, files of the build and status documents', async () => {
  const it = worker();
  await send(it, 'install');
  for (const [event, isAnswered] of [
    [visit('/orders/7'), true],
    [visit('/orders/7', { method: 'POST' }), false],
    [get(`${SITE}/page.js`), true],
    [get(`${SITE}/feeds.js`), true],
    [get(`${SITE}/page.js?v=2`), false],
    [get(`${SITE}/icons/unknown.svg`), false],
    [get(`${SITE}/api/orders`), false],
    [get('https://other.example/page.js'), false],
    [get(`${SITE}/status.json`), true],
    [get(FEED), true],
    [get(FEED, { method: 'HEAD' }), false],
    [get(FEED, { cache: 'no-store' }), false],
  ]) {
    let answered = false;
    const respondWith = (work) => {
      answered = true;
      work.catch(() => {});
    };
    it.listeners.fetch({ ...event, waitUntil() {}, respondWith });
    assert.equal(answered, isAnswered, JSON.stringify(event));
  }
});

test('passes any answer on, and shows the stored page only when there is none', async () => {
  const it = worker();
  await send(it, 'install');
  for (const status of [200, 302, 404, 500, 503]) {
    it.network[`${SITE}/a`] = answer('x', status);
    assert.equal((await send(it, 'fetch', visit('/a'))).status, status);
  }
  it.network[`${SITE}/a`] = nothing;
  assert.match(await (await send(it, 'fetch', visit('/a'))).text(), /data-stored/);
  it.caches.match = full;
  await assert.rejects(send(it, 'fetch', visit('/a')), /Failed to fetch/);
});

test('shows the stored page after ten seconds of nothing', async () => {
  const waits = [];
  const it = worker({ waits });
  await send(it, 'install');
  it.network[`${SITE}/a`] = never;
  let response;
  it.listeners.fetch({ ...visit('/a'), waitUntil() {}, respondWith: (work) => (response = work) });
  const [[millis, give_up]] = waits;
  assert.equal(millis, 10_000);
  give_up();
  assert.match(await (await response).text(), /data-stored/);
});

test('waits on for a site that is slow, goes when it answers, and tells the page', async () => {
  const pdf = { 'content-type': 'application/pdf' };
  for (const [late, told, isGone] of [
    [answer('<h1>Shop</h1>', 200, HTML), 'site', true],
    [answer('<h1>Not yours</h1>', 403, HTML), 'other', false],
    [answer('%PDF', 200, pdf), 'other', false],
    [answer('%PDF', 503, pdf), undefined, false],
    [answer('<h1>Overloaded</h1>', 503, HTML), undefined, false],
    [answer(PAGE, 200, HTML), undefined, false],
    [answer(PAGE.replace('v1', 'v2'), 503, HTML), undefined, false],
    [answer(`<h1>Shop</h1>${PAGE}`, 200, HTML), 'site', true],
    [nothing, undefined, false],
  ]) {
    const waits = [];
    const it = worker({ waits });
    await send(it, 'install');
    let arrive;
    it.network[`${SITE}/a`] = () => new Promise((done) => (arrive = () => done(late())));
    let page;
    const works = [];
    const event = { ...visit('/a'), resultingClientId: 'w', waitUntil: (work) => works.push(work), respondWith: (work) => (page = work) };
    it.listeners.fetch(event);
    waits[0][1]();
    assert.match(await (await page).text(), /data-stored/);
    const heard = [];
    const asked = send(it, 'message', { data: 'late', source: { id: 'w' }, ports: [{ postMessage: (it) => heard.push(it) }] });
    arrive();
    await asked;
    await Promise.all(works);
    assert.deepEqual(heard, [told]);
    assert.equal(it.gone, isGone);
  }
});

test('keeps the page as it is served now, and goes once the site answers', async () => {
  const it = worker({ stored: { 'shop-v3': {} } });
  await send(it, 'install');
  const stored = () => it.boxes.get('intermission/v1').get(`${SITE}/index.html`).clone().text();
  for (const [html, status, kept] of [
    [`${PAGE}new`, 503, /new$/],
    [PAGE.replace('v1', 'v2'), 503, /new$/],
    ['<h1>Shop, overloaded</h1>', 500, /new$/],
  ]) {
    it.network[`${SITE}/a`] = answer(html, status, HTML);
    await send(it, 'fetch', visit('/a'));
    assert.match(await stored(), kept);
    assert.equal(it.gone, false);
  }
  it.network[`${SITE}/a.pdf`] = answer('%PDF', 200, { 'content-type': 'application/pdf' });
  await send(it, 'fetch', visit('/a.pdf'));
  assert.equal(it.gone, false);
  it.network[`${SITE}/a`] = answer('<h1>Shop</h1>', 200, HTML);
  assert.equal(await (await send(it, 'fetch', visit('/a'))).text(), '<h1>Shop</h1>');
  assert.equal(it.gone, true);
  assert.deepEqual([...it.boxes.keys()], ['shop-v3']);
});

test('keeps visited pages of the history, and shows each at its own address only', async () => {
  const past = (text) => `<!DOCTYPE html>\n<html data-intermission="history" lang="en" dir="ltr"><p>${text}</p>`;
  const it = worker();
  await send(it, 'install');
  for (const path of ['/history.html', '/history/2026-03.html']) {
    it.network[`${SITE}${path}`] = answer(past(path), 200, HTML);
    await send(it, 'fetch', visit(path));
  }
  it.network[`${SITE}/history.html?lang=de#x`] = answer(past('/history.html, later'), 200, HTML);
  await send(it, 'fetch', visit('/history.html?lang=de#x'));
  it.network[`${SITE}/history/2026-04.html`] = answer(past('gone'), 404, HTML);
  await send(it, 'fetch', visit('/history/2026-04.html'));
  assert.equal(it.gone, false, 'a page of the history is no answer of the site');
  for (const address of Object.keys(it.network)) it.network[address] = nothing;
  for (const [path, shown] of [
    ['/history.html', /data-stored data-intermission="history".*<p>\/history\.html, later/s],
    ['/history.html?lang=fr', /<p>\/history\.html, later/],
    ['/history/2026-03.html', /<p>\/history\/2026-03\.html/],
    ['/history/2026-04.html', /id="intermission"/],
    ['/index.html', /id="intermission"/],
  ]) {
    const response = await send(it, 'fetch', visit(path));
    assert.match(await response.text(), shown, path);
  }
});

test("goes when the site has a page of its own at the history's address", async () => {
  const it = worker();
  await send(it, 'install');
  it.network[`${SITE}/history.html`] = answer('<!DOCTYPE html><html lang="en"><h1>Our history</h1>', 200, HTML);
  await send(it, 'fetch', visit('/history.html'));
  assert.equal(it.gone, true);
});

test('has files at hand, and fetches those that storage has lost', async () => {
  const it = worker();
  await send(it, 'install');
  it.network[`${SITE}/page.js`] = nothing;
  assert.equal(await (await send(it, 'fetch', get(`${SITE}/page.js`))).text(), 'go()');
  it.network[`${SITE}/page.js`] = answer('go()', 200, { 'x-again': '' });
  const build = it.boxes.get('intermission/v1');
  for (const spoil of [() => build.delete(`${SITE}/page.js`), () => it.boxes.clear(), () => (it.caches.match = full)]) {
    spoil();
    assert.ok((await send(it, 'fetch', get(`${SITE}/page.js`))).headers.has('x-again'));
  }
  assert.deepEqual([...build.keys()].sort(), BUILD['intermission/v1']);
  assert.deepEqual(names(it), { 'intermission/v1': [`${SITE}/page.js`] });
});

test('keeps what only some pages fetch once one has, with the worker or before it', async () => {
  const wasm = { 'content-type': 'application/wasm' };
  const withLater = (...paths) => ({ 'intermission/v1': [...BUILD['intermission/v1'], ...paths.map((it) => SITE + it)].sort() });
  const it = worker();
  await send(it, 'install');
  assert.deepEqual(names(it), BUILD);
  it.network[`${SITE}/feeds.wasm`] = answer('<h1>Not here</h1>', 200, HTML);
  await send(it, 'fetch', get(`${SITE}/feeds.wasm`));
  it.network[`${SITE}/feeds.wasm`] = answer('', 404, wasm);
  await send(it, 'fetch', get(`${SITE}/feeds.wasm`));
  assert.deepEqual(names(it), BUILD);
  it.network[`${SITE}/feeds.wasm`] = answer('asm', 200, wasm);
  await send(it, 'fetch', get(`${SITE}/feeds.wasm`));
  assert.deepEqual(names(it), withLater('/feeds.wasm'));
  it.network[`${SITE}/feeds.js`] = answer('read()');
  it.network[`${SITE}/other.js`] = answer('other()');
  it.asked.length = 0;
  const fetched = ['/feeds.js', '/feeds.wasm', '/other.js', '/page.js'].map((path) => SITE + path);
  await send(it, 'message', { data: { fetched }, ports: [] });
  assert.deepEqual(it.asked, [`${SITE}/feeds.js`]);
  const paths = Object.keys(LATER);
  assert.deepEqual(names(it), withLater(...paths));
  for (const path of paths) it.network[SITE + path] = nothing;
  for (const path of paths) assert.equal((await send(it, 'fetch', get(SITE + path))).status, 200);
});

test('leaves nothing behind, whatever was being kept when it went', async () => {
  const page = `${SITE}/index.html`;
  const works = [get(FEED), visit('/away'), get(`${SITE}/feeds.js`)];
  const site = answer('<h1>Shop</h1>', 200, HTML);
  // The page unregisters the worker itself, see web/offline.js.
  const byPage = async (it) => {
    await send(it, 'message', { data: 'leave', ports: [] });
    it.boxes.clear();
  };
  const byWorker = (it) => send(it, 'fetch', visit('/back'));
  for (const leave of [byPage, byWorker]) {
    for (const work of works) {
      for (const moment of ['open', 'put', 'after']) {
        const it = worker();
        await send(it, 'install');
        Object.assign(it.network, { [`${SITE}/back`]: site, [`${SITE}/away`]: it.network[page] });
        it.network[FEED] = answer('{"published_at":"1"}', 200, JSON_TYPE);
        it.network[`${SITE}/feeds.js`] = answer('read()');
        const open = it.caches.open;
        if (moment === 'open') {
          it.caches.open = async (name) => {
            await leave(it);
            return open(name);
          };
        }
        if (moment === 'put') it.put = () => leave(it);
        if (moment === 'after') await leave(it);
        await send(it, 'fetch', work);
        await understand(it, FEED);
        assert.deepEqual(names(it), {}, `${work.request.url} ${moment}`);
      }
    }
  }
});

test('answers with a stored document, dated, only when nothing comes', async () => {
  const it = worker();
  await send(it, 'install');
  it.network[FEED] = answer('{"published_at":"1"}', 200, { ...JSON_TYPE, age: '60' });
  const fresh = await send(it, 'fetch', get(FEED));
  assert.equal(fresh.headers.get('intermission-stored'), null);
  await understand(it, FEED);
  it.network[FEED] = answer('down', 503);
  assert.equal((await send(it, 'fetch', get(FEED))).status, 503);
  it.network[FEED] = nothing;
  const copy = await send(it, 'fetch', get(FEED));
  assert.equal(await copy.text(), '{"published_at":"1"}');
  const age = Date.now() - Date.parse(copy.headers.get('intermission-stored'));
  assert.ok(60_000 <= age && age < 70_000, `${age}`);
  assert.equal(copy.headers.get('access-control-expose-headers'), 'intermission-stored');
  await assert.rejects(send(it, 'fetch', get(`${SITE}/status.json`)), /Failed to fetch/);
});

test('keeps of the page what the page needs, and nothing that may be meant for one visitor', async () => {
  const it = worker();
  const kept = { 'content-security-policy': "default-src 'none'", 'x-content-type-options': 'nosniff' };
  const others = { 'clear-site-data': '"*"', link: '</x>; rel=preload', refresh: '0; url=/x', 'x-visitor': '7' };
  it.network[`${SITE}/index.html`] = answer(PAGE, 503, { ...HTML, ...kept, ...others });
  await send(it, 'install');
  const { headers } = it.boxes.get('intermission/v1').get(`${SITE}/index.html`);
  assert.deepEqual(Object.fromEntries(headers), { ...HTML, ...kept });
});

test('stores no page that only quotes the marks of this build', async () => {
  const it = worker();
  await send(it, 'install');
  const quoted = `<!DOCTYPE html><html><title>Shop</title>${PAGE}`;
  it.network[`${SITE}/a`] = answer(quoted, 503, HTML);
  await send(it, 'fetch', visit('/a'));
  const stored = await it.boxes.get('intermission/v1').get(`${SITE}/index.html`).clone().text();
  assert.equal(stored, PAGE.replace('<html', '<html data-stored'));
});

test('keeps no file that arrived cut off, and asks for it past every cache', async () => {
  const it = worker();
  const address = `${SITE}/page.js`;
  // The browser's HTTP cache has only the beginning of the file; the host has the whole file by now.
  it.network[address] = (cache) => new Response(cache === 'reload' ? 'go()' : 'g');
  await send(it, 'install');
  assert.equal(await it.boxes.get('intermission/v1').get(address).text(), 'go()');
  const later = `${SITE}/feeds.js`;
  it.network[later] = (cache) => new Response(cache === 'reload' ? 'read()' : 're');
  assert.equal(await (await send(it, 'fetch', get(later))).text(), 'read()');
  // A file that a proxy has changed is served as it arrives, and not stored.
  const changed = `${SITE}/feeds.wasm`;
  it.network[changed] = answer('a');
  assert.equal(await (await send(it, 'fetch', get(changed))).text(), 'a');
  assert.ok(!it.boxes.get('intermission/v1').has(changed));
  const cut = worker();
  cut.network[address] = answer('g');
  await assert.rejects(send(cut, 'install'), /integrity/);
  assert.deepEqual(names(cut), {});
});

test('is whole again when a page takes back a worker that went with the site', async () => {
  const it = worker();
  await send(it, 'install');
  it.network[`${SITE}/a`] = answer('<h1>Shop</h1>', 200, HTML);
  await send(it, 'fetch', visit('/a'));
  assert.deepEqual(names(it), {});
  await send(it, 'message', { data: 'stay', ports: [] });
  assert.deepEqual(names(it), BUILD);
  it.asked.length = 0;
  await send(it, 'message', { data: 'stay', ports: [] });
  assert.deepEqual(it.asked, []);
  it.network[FEED] = answer('{"published_at":"1"}', 200, JSON_TYPE);
  await send(it, 'fetch', get(FEED));
  await understand(it, FEED);
  assert.deepEqual(names(it), { ...BUILD, 'intermission/status': [FEED] });
});

test('keeps a document once the page has understood it, and no error of a login', async () => {
  const it = worker();
  await send(it, 'install');
  it.network[FEED] = answer('{"scheduled_maintenances":[]}', 200, JSON_TYPE);
  await send(it, 'fetch', get(FEED));
  await understand(it, FEED);
  const kept = async () => (await it.boxes.get('intermission/status').get(FEED).clone().text());
  for (const error of ['{"error":"login required"}', '[]', '"x"', 'null', '{"status":{"indicator":7}}']) {
    it.network[FEED] = answer(error, 200, JSON_TYPE);
    assert.equal((await send(it, 'fetch', get(FEED))).status, 200);
    assert.equal(await kept(), '{"scheduled_maintenances":[]}', error);
  }
  it.network[FEED] = answer('{"health":"dead"}', 200, JSON_TYPE);
  await send(it, 'fetch', get(FEED));
  await understand(it, `${SITE}/other.json`);
  assert.equal(await kept(), '{"scheduled_maintenances":[]}');
  await understand(it, FEED);
  assert.equal(await kept(), '{"health":"dead"}');
  // A message that comes twice finds nothing to keep.
  it.boxes.clear();
  await understand(it, FEED);
  assert.deepEqual(names(it), {});
});

test('keeps the last document when what comes is none, or cannot be kept', async () => {
  const it = worker();
  await send(it, 'install');
  it.network[FEED] = answer('{"published_at":"1"}', 200, JSON_TYPE);
  await send(it, 'fetch', get(FEED));
  await understand(it, FEED);
  it.network[FEED] = answer('<h1>Sign in</h1>');
  await send(it, 'fetch', get(FEED));
  it.network[FEED] = answer(new ReadableStream({ start: (body) => body.error(new Error('cut off')) }));
  await send(it, 'fetch', get(FEED));
  await understand(it, FEED);
  it.network[FEED] = answer('{"published_at":"2"}');
  it.put = full;
  await send(it, 'fetch', get(FEED));
  await assert.rejects(understand(it, FEED));
  it.network[FEED] = nothing;
  assert.equal(await (await send(it, 'fetch', get(FEED))).text(), '{"published_at":"1"}');
});
