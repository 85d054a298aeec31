// The service worker: serves the page and the last status document when there is no response from the network.
//
// scripts/build/post-build.mjs defines VERSION, SOURCES, and ASSETS and LATER, files with their hashes.

/** Prefix of this worker's caches: the site that the page stands in for may have others. */
const OWN = 'intermission/';
const BUILD = OWN + VERSION;
/** The cache of status documents, which is kept across versions. */
const STATUS = `${OWN}status`;
/** Header of responses from STATUS: the time of their arrival by the device's clock. */
const STORED = 'intermission-stored';

/** Timeout of a navigation in seconds, after which the stored page is shown. A slow site is not hidden by it, because this
 * worker unregisters once it has seen the site answer. */
const PATIENCE = 10;
/** Timeout of a status document in seconds: longer than the page's own, so that the page decides about timeouts. */
const LIMIT = 15;

const url = (path) => new URL(path, location).href;
const PAGE = url('index.html');
const withSums = (files) => new Map(Object.entries(files).map(([path, sum]) => [url(path), sum]));
const assets = withSums(ASSETS);
/** Files that only some pages fetch, such as languages and the program for feeds: stored after the first fetch. */
const later = withSums(LATER);
const sources = new Set(SOURCES.map(url));

const isFile = (address) => assets.has(address) || later.has(address);
const isHtml = (response) => /^text\/html/i.test(response.headers.get('content-type'));
/** Returns the start tag of a page of ours, by its mark. Only the beginning counts: other pages may quote the rest. */
const firstTag = (html) => /^\s*<!doctype html>\s*(<html\s[^>]*?\bdata-intermission\b[^>]*>)/i.exec(html)?.[1];
const isPage = (html) => Boolean(firstTag(html));
const isThisBuild = (html) => Boolean(firstTag(html)?.includes(`data-version="${VERSION}"`));
const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(OWN));
/** Returns a stored response; damaged storage counts as empty. */
const stored = (cacheName, address) => caches.match(address, { cacheName, ignoreVary: true }).catch(() => undefined);

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('message', (event) => event.waitUntil(answer(event)));
addEventListener('fetch', (event) => {
  const { request } = event;
  // A request that bypasses all caches, such as the page's probe of the site, gets no stored response.
  if (request.method !== 'GET' || request.cache === 'no-store') return;
  if (request.mode === 'navigate') event.respondWith(navigation(event));
  else if (isFile(request.url)) event.respondWith(file(event, request.url));
  else if (sources.has(request.url)) event.respondWith(status(event));
});

async function install() {
  // A site may have a worker of this very name, and this file is then offered to browsers as its update.
  if (registration.active && (await ownCaches()).length === 0) throw new Error('another worker has this name');
  await fill();
}

/** Stores all files of this build or none: the page cannot start without one of them. */
async function fill() {
  const addresses = [...assets.keys()];
  const [page, ...files] = await Promise.all([fetchPage(), ...addresses.map(fetchAsset)]);
  const cache = await caches.open(BUILD);
  const puts = [cache.put(PAGE, page), ...files.map((file, index) => cache.put(addresses[index], file))];
  await Promise.all(puts).catch(async (error) => {
    await caches.delete(BUILD);
    throw error;
  });
}

/** Not `cache.addAll`: it refuses the page of a site that is away, which comes with HTTP 503. */
async function fetchPage() {
  for (const address of [PAGE, url('./')]) {
    const response = await fetch(address, { cache: 'no-cache' });
    const html = await response.text();
    if (isThisBuild(html)) return page(html, response);
  }
  throw new Error('found another page, or one of another build');
}

/** The file of this build at an address, nothing else: a host may have sent the beginning of it, which the browser's own
 * cache keeps like the rest, or a page in its place. */
async function fetchAsset(address) {
  const integrity = assets.get(address) ?? later.get(address);
  const response = await fetch(address, { integrity }).catch(() => fetch(address, { integrity, cache: 'reload' }));
  if (!response.ok) throw new Error(`found no file at ${address}`);
  return response;
}

/** The headers that are kept with the page. Others may be meant for one visitor. */
const KEPT_HEADERS = /^(content-(type|language|security-policy)|cross-origin-.*|permissions-policy|referrer-policy|reporting-endpoints|x-content-type-options)$/;

/** The page under its own policy, whatever status it came with, and marked: out of the store it comes with a 200 that
 * no host has said. */
function page(html, { headers }) {
  const kept = [...headers].filter(([name]) => KEPT_HEADERS.test(name));
  return new Response(html.replace('<html', '<html data-stored'), { headers: kept });
}

async function activate() {
  for (const name of await ownCaches()) if (name !== BUILD && name !== STATUS) await caches.delete(name);
  // The page that brought this worker is looked after from now on, not only from its next visit.
  await clients.claim();
}

/** Takes over when a page says so, goes with it, keeps what it had fetched before it was looked after, or tells it what
 * came after the stored page; else what this version is, and whether it is the only window. */
async function answer(event) {
  const { data, ports, source } = event;
  if (data === 'activate') return skipWaiting();
  if (data === 'leave') {
    isGone = true;
    return;
  }
  if (data === 'stay') return stay();
  if (data.understood) return keepUnderstood(data.understood);
  if (data === 'late') return ports[0].postMessage(await lateAnswers.get(source.id));
  if (data.fetched) return Promise.all(data.fetched.filter(isFile).map((address) => file(event, address)));
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  ports[0].postMessage({ version: VERSION, alone: windows.length < 2 });
}

/** Passes on any answer, a 503 too: the stored page is for when there is none. */
async function navigation(event) {
  const answer = fetch(event.request);
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE * 1000));
  try {
    const response = await Promise.race([answer, late]);
    if (isHtml(response)) event.waitUntil(look(response.clone()));
    return response;
  } catch {
    const page = await stored(BUILD, PAGE);
    if (!page) return answer;
    // A site that is slow must not stay hidden behind the page: its answer is waited for, and the page told.
    const lateAnswer = answer.then(kind).catch(() => undefined);
    lateAnswers.set(event.resultingClientId, lateAnswer);
    event.waitUntil(lateAnswer);
    return page;
  }
}

/** By window, what came after its page had been taken out of the store, see `kind`. */
const lateAnswers = new Map();

/** `site` for a page of the site, `other` for what else is no failure, such as a file or the way to another page. */
async function kind(response) {
  if (isHtml(response)) return look(response);
  response.body?.cancel();
  return response.ok || response.type === 'opaqueredirect' ? 'other' : undefined;
}

/** Keeps the page as it is served now; or goes, when what answers is the site: nothing is between it and its
 * visitors any more. Returns what answered, as `kind` does. */
async function look(response) {
  const html = await response.text();
  if (isThisBuild(html)) await keepIn(BUILD, PAGE, page(html, response));
  if (isPage(html) || 500 <= response.status) return undefined;
  if (!response.ok) return 'other';
  isGone = true;
  for (const name of await ownCaches()) await caches.delete(name);
  await registration.unregister();
  return 'site';
}

/** A worker that has been taken away goes on for as long as pages have it, and is to leave nothing behind. */
let isGone = false;

/** A page has registered this worker. Where it had been taken away, the browser takes it back as it is: it is not asked
 * to install itself again, nor does it look after that page. */
async function stay() {
  isGone = false;
  if ((await ownCaches()).includes(BUILD)) return;
  await fill();
  await clients.claim();
}

async function keepIn(name, address, response) {
  if (isGone) return;
  await (await caches.open(name)).put(address, response);
  if (isGone) await caches.delete(name);
}

async function file(event, address) {
  const copy = await stored(BUILD, address);
  if (copy) return copy;
  try {
    const response = await fetchAsset(address);
    event.waitUntil(keepIn(BUILD, address, response.clone()));
    return response;
  } catch (error) {
    // Something on the way may change every file: not kept, it serves the page as it would without a worker.
    if (event.request) return fetch(event.request);
    throw error;
  }
}

async function status(event) {
  const { request } = event;
  const limit = new AbortController();
  setTimeout(() => limit.abort(), LIMIT * 1000);
  try {
    const response = await fetch(request, { signal: limit.signal });
    if (response.ok) event.waitUntil(keep(request.url, response.clone()));
    return response;
  } catch (error) {
    const copy = await stored(STATUS, request.url);
    if (copy) return copy;
    throw error;
  }
}

/** Feeds of others as they came, by where they came from, until the page says that it has understood them. */
const unread = new Map();

/** Keeps a document of ours at once. What else is JSON may be the error of a login as well as a feed of somebody else's,
 * and must not take the place of the last good document before the page has understood it. */
async function keep(address, response) {
  const at = new Date(Date.now() - 1000 * (Number(response.headers.get('age')) || 0)).toISOString();
  const text = await response.text();
  // Throws: a login page must not take the place of the last good document either.
  const document = JSON.parse(text);
  // Pages know where an answer came from in the end, not what was asked for.
  const source = response.url || address;
  unread.set(source, { address, at, text });
  if (isOwn(document)) await keepUnderstood(source);
}

/** The members by which the page knows its own documents too, see src/browser/body.js. */
function isOwn(it) {
  const isText = (value) => typeof value === 'string';
  return isText(it?.status?.indicator) || isText(it?.published_at) || Array.isArray(it?.scheduled_maintenances);
}

async function keepUnderstood(source) {
  const { address, at, text } = unread.get(source) ?? {};
  unread.delete(source);
  if (!address) return;
  // Without the second header, pages could not read the first on an answer from another origin.
  const headers = { 'content-type': 'application/json', [STORED]: at, 'access-control-expose-headers': STORED };
  await keepIn(STATUS, address, new Response(text, { headers }));
}
