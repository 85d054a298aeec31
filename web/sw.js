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
/** Returns whether HTML is a page of the history, which is no page of the site either. */
const isOfHistory = (html) => Boolean(firstTag(html)?.includes('data-intermission="history"'));
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

/** Fetches the page of this build. `cache.addAll` would refuse it, because it is served with HTTP 503. */
async function fetchPage() {
  for (const address of [PAGE, url('./')]) {
    const response = await fetch(address, { cache: 'no-cache' });
    const html = await response.text();
    if (isThisBuild(html)) return page(html, response);
  }
  throw new Error('found another page, or one of another build');
}

/**
 * Fetches the file of this build at an address and checks its hash: the browser's own cache may hold only the beginning
 * of the file, or a page that the host sent in its place.
 */
async function fetchAsset(address) {
  const integrity = assets.get(address) ?? later.get(address);
  const response = await fetch(address, { integrity }).catch(() => fetch(address, { integrity, cache: 'reload' }));
  if (!response.ok) throw new Error(`found no file at ${address}`);
  return response;
}

/** The headers that are stored with the page. Others may be meant for one visitor. */
const KEPT_HEADERS = /^(content-(type|language|security-policy)|cross-origin-.*|permissions-policy|referrer-policy|reporting-endpoints|x-content-type-options)$/;

/** Returns the page as it is stored: with its own policy, marked as stored, and with status 200 instead of the host's. */
function page(html, { headers }) {
  const kept = [...headers].filter(([name]) => KEPT_HEADERS.test(name));
  return new Response(html.replace('<html', '<html data-stored'), { headers: kept });
}

async function activate() {
  for (const name of await ownCaches()) if (name !== BUILD && name !== STATUS) await caches.delete(name);
  // The page that registered this worker is controlled from now on, not only from its next visit.
  await clients.claim();
}

/**
 * Answers a message from a page: activates, stops storing or starts again, stores a document or files, or reports a late
 * response. Any other message is answered with this version and whether the page is the only window.
 */
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

/** Returns any response from the network, including 503; a stored page only if there is none in time: at the address of a
 * page of the history that was visited, that one. */
async function navigation(event) {
  const address = event.request.url.split(/[?#]/)[0];
  const answer = fetch(event.request);
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE * 1000));
  try {
    const response = await Promise.race([answer, late]);
    if (isHtml(response)) event.waitUntil(look(response.clone(), address));
    return response;
  } catch {
    const page = (await stored(BUILD, address)) ?? (await stored(BUILD, PAGE));
    if (!page) return answer;
    // The page must not hide a slow site: the late response is awaited, and the page can ask for it.
    const lateAnswer = answer.then((response) => kind(response, address)).catch(() => undefined);
    lateAnswers.set(event.resultingClientId, lateAnswer);
    event.waitUntil(lateAnswer);
    return page;
  }
}

/** The kinds of responses, see `kind`, that arrived after the stored page was shown, by window. */
const lateAnswers = new Map();

/** Returns `site` for a page of the site, and `other` for other successes, such as a file or a redirection. */
async function kind(response, address) {
  if (isHtml(response)) return look(response, address);
  response.body?.cancel();
  return response.ok || response.type === 'opaqueredirect' ? 'other' : undefined;
}

/** Stores the page or a page of the history as it is served now, or unregisters this worker if the site answered, so that nothing stands between
 * it and its visitors. Returns the kind of the response, see `kind`. */
async function look(response, address) {
  const html = await response.text();
  if (response.ok && isOfHistory(html)) await keepIn(BUILD, address, page(html, response));
  if (isThisBuild(html)) await keepIn(BUILD, PAGE, page(html, response));
  if (isPage(html) || 500 <= response.status) return undefined;
  if (!response.ok) return 'other';
  isGone = true;
  for (const name of await ownCaches()) await caches.delete(name);
  await registration.unregister();
  return 'site';
}

/** Whether nothing may be stored any more: an unregistered worker runs for as long as pages use it. */
let isGone = false;

/** Starts storing again after a page has registered this worker. A browser restores an unregistered worker without
 * installing it again, and does not let it control that page. */
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
    // A proxy may change every file: such a file is served, as without a worker, but not stored.
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
    if (response.ok) remember(request.url, response.clone());
    return response;
  } catch (error) {
    const copy = await stored(STATUS, request.url);
    if (copy) return copy;
    throw error;
  }
}

/** Responses that no page has understood yet, by their final URL. */
const unread = new Map();

/**
 * Remembers a response until a page has understood it. It may be a status document, a feed, or the page of a login, which
 * must not replace the last good document; only the page can tell them apart.
 */
function remember(address, response) {
  const at = new Date(Date.now() - 1000 * (Number(response.headers.get('age')) || 0)).toISOString();
  // Pages know the final URL of a response, not the requested one.
  // A body that breaks off is no document, and no page understands it.
  const text = response.text().catch(() => undefined);
  unread.set(response.url || address, { address, at, text });
}

/** Stores the response from SOURCE, which a page has understood, for a visit without a network. */
async function keepUnderstood(source) {
  const { address, at, text } = unread.get(source) ?? {};
  unread.delete(source);
  const document = await text;
  if (document === undefined) return;
  // Without the second header, pages could not read the first on a response from another origin.
  const headers = { 'content-type': 'application/json', [STORED]: at, 'access-control-expose-headers': STORED };
  await keepIn(STATUS, address, new Response(document, { headers }));
}
