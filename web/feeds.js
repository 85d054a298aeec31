// Converts feeds of other services to status documents. Page and widget fetch this script with the first document that
// is not in their own format. scripts/build/feeds.mjs bundles it with wasm-bindgen's glue and defines `WASM_URL` and
// `WASM_INTEGRITY`.

import { convert, initSync } from 'glue';
import { compileWasm } from './compile-wasm.js';
import { allowedFeed } from './allowed-feed.js';
import { MOST_BYTES_IN_ALL, readLimited } from './read-limited.js';

/** Timeout of each further document of a feed, in seconds. The feed is shown without those that are late. */
const TIMEOUT_SECONDS = 5;
/** Limits of further documents, and of the rounds of requests for them: a document may name others. */
const MAX_DOCUMENTS = 12;
const MAX_ROUNDS = 3;
/** The part of a feed that its first document is: not known yet. */
const UNKNOWN_PART = 0xffffffff;

/** Makes the feed in the page's address the page's source. Throws where the operator does not allow it. */
export function choose() {
  const option = (name) => document.querySelector(`meta[name="intermission-${name}"]`);
  const feed = allowedFeed(location.search, option('feeds')?.content ?? '', location);
  if (!feed) return;
  option('source').content = feed;
  // `intermission render` has embedded the operator's own document.
  document.getElementById('intermission-document')?.remove();
}

let ready;
/** Starts the program once; after a failure the next call tries again, because the network may have recovered. */
function start() {
  ready ??= load().catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function load() {
  const pinned = { __proto__: null, integrity: WASM_INTEGRITY };
  initSync({ module: await compileWasm(new URL(WASM_URL, import.meta.url), pinned) });
}

/** Converts BYTES, fetched from URL, to a status document. Returns BYTES where they are one already, and nothing where they
 * are of no known format. */
export async function read(url, bytes, signal) {
  await start();
  const documents = [bytes];
  const parts = [UNKNOWN_PART];
  const tried = new Set();
  const room = { left: MOST_BYTES_IN_ALL };
  for (let round = 0; ; round += 1) {
    const { kind, document, needs } = converted(documents, parts, url);
    if (kind === 'unreadable') return undefined;
    if (kind === 'own') return bytes;
    const wanted = needs.filter((need) => !tried.has(need.url)).slice(0, MAX_DOCUMENTS - tried.size);
    if (wanted.length === 0 || round === MAX_ROUNDS) return document;
    for (const need of wanted) tried.add(need.url);
    const got = await Promise.all(wanted.map((need) => fetched(new URL(need.url, url), room, signal)));
    got.forEach((it, index) => {
      if (!it) return;
      documents.push(it);
      parts.push(wanted[index].part);
    });
  }
}

/** Converts DOCUMENTS, which are PARTS of the feed at URL. Returns the kind of the feed, the document, and the needed
 * further documents with their parts. */
function converted(documents, parts, url) {
  const conversion = convert(documents, parts, url.href, Math.floor(Date.now() / 1000));
  const { kind, document, urls, parts: neededParts } = conversion;
  conversion.free();
  return { kind, document, needs: urls.map((it, index) => ({ url: it, part: neededParts[index] })) };
}

/** Fetches URL without credentials, like the first document. Returns nothing on failure, timeout or above the limit. */
async function fetched(url, room, signal) {
  const own = new AbortController();
  const abort = () => own.abort();
  const timer = setTimeout(abort, TIMEOUT_SECONDS * 1000);
  signal?.addEventListener('abort', abort);
  try {
    const response = await fetch(url, { cache: 'no-cache', credentials: 'omit', signal: own.signal });
    return response.ok && (await readLimited(response, room));
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
