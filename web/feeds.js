// The readers of other people's feeds, fetched when the first one is met. finish.mjs bundles this with
// wasm-bindgen's glue and fills in `WASM_URL`.

import { convert, initSync } from 'glue';
import { compiled } from './compiled.js';
import { allowedFeed } from './feed.js';
import { MOST_BYTES_IN_ALL, limited } from './limited.js';

/** Seconds for each of the documents that a feed has beside its first one. Without it the rest is shown. */
const PATIENCE = 5;
/** So many of them at most, and asked for in so many rounds: one may say where others are. */
const MOST = 12;
const ROUNDS = 3;
/** What the first document is asked for as: nothing that is known. */
const ANY = 0xffffffff;

/** Lets the page show the feed that its address asks for, if the operator allows it. */
export function choose() {
  const option = (name) => document.querySelector(`meta[name="intermission-${name}"]`);
  const feed = allowedFeed(location.search, option('feeds')?.content ?? '', location);
  if (!feed) return;
  option('source').content = feed;
  // What `intermission render` put into the page is the operator's own document.
  document.getElementById('intermission-document')?.remove();
}

let ready;
/** Started once, but begun anew after a failure: a network that was away for a moment may be back. */
function started() {
  ready ??= begun().catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function begun() {
  initSync({ module: await compiled(new URL(WASM_URL, import.meta.url)) });
}

/** BYTES, which came from URL, as a status document of ours; the same BYTES where they are one, or nothing known. */
export async function read(url, bytes, signal) {
  await started();
  const documents = [bytes];
  const asked = [ANY];
  const tried = new Set();
  const room = { left: MOST_BYTES_IN_ALL };
  for (let round = 0; ; round += 1) {
    const text = convert(documents, asked, url.href, Math.floor(Date.now() / 1000));
    const { error, format, needs } = JSON.parse(withoutDocument(text));
    if (error) return bytes;
    keep(url);
    if (format === 'statuspage') return bytes;
    const wanted = needs.filter((need) => !tried.has(need.url)).slice(0, MOST - tried.size);
    if (wanted.length === 0 || round === ROUNDS) return documentOf(text);
    for (const need of wanted) tried.add(need.url);
    const got = await Promise.all(wanted.map((need) => fetched(new URL(need.url, url), room, signal)));
    got.forEach((it, index) => {
      if (!it) return;
      documents.push(it);
      asked.push(wanted[index].part);
    });
  }
}

/** Has the service worker, which cannot tell a feed from the error of a login, keep what came from URL. */
function keep(url) {
  navigator.serviceWorker?.controller?.postMessage({ understood: url.href });
}

/** Before the last member of an answer, and between no letters of a text, where quotation marks are escaped. */
const MEMBER = ',"document":';

/** The answer TEXT without the document: that is only passed on, and parsing it takes as long as parsing a feed. */
function withoutDocument(text) {
  const at = text.indexOf(MEMBER);
  return at < 0 ? text : `${text.slice(0, at)}}`;
}

/** The document in the answer TEXT. */
function documentOf(text) {
  return new TextEncoder().encode(text.slice(text.indexOf(MEMBER) + MEMBER.length, -1));
}

/** The bytes at URL, as plainly asked for as the first document; nothing where it does not come, or is too large. */
async function fetched(url, room, signal) {
  const own = new AbortController();
  const abort = () => own.abort();
  const timer = setTimeout(abort, PATIENCE * 1000);
  signal?.addEventListener('abort', abort);
  try {
    const response = await fetch(url, { cache: 'no-cache', credentials: 'omit', signal: own.signal });
    return response.ok && (await limited(response, room));
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
