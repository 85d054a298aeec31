// Reads the body of a response in chunks, so that an endless one costs no more than the limit.
//
// Feeds in other formats are converted by a separate program, which is loaded for the first of them. A body that it
// cannot read is returned unchanged.

/** Returns the bytes, or their number so far once it exceeds LIMIT. Feeds in other formats are converted, until SIGNAL
 * aborts. */
export async function body(response, limit, signal) {
  const reader = response.body?.getReader();
  const pieces = [];
  for (let size = 0; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    size += value.length;
    if (size > limit) {
      reader.cancel();
      return size;
    }
  }
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  return understood(response.url, bytes, signal);
}

/** Returns whether a response is this very page, by the mark at its start. The rest is not read: a rendered state can
 * make the page long, and other pages may quote the mark further down. */
export async function isThisPage(response) {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let start = '';
  while (reader && start.length < 1024) {
    const { done, value } = await reader.read();
    if (done) break;
    start += decoder.decode(value, { stream: true });
  }
  reader?.cancel();
  return /^\s*<!doctype html>\s*<html\s[^>]*?\bdata-intermission\b/i.test(start);
}

/** Returns whether the page reads TEXT itself, as a status document. `feeds/recognise.rs` has the same test. */
export function isOwn(text) {
  try {
    const it = JSON.parse(text);
    const isText = (value) => typeof value === 'string';
    const other = it.ongoing_incidents ?? it.in_progress_maintenances ?? it.page_title;
    return (
      (isText(it.status?.indicator) || isText(it.published_at) || Array.isArray(it.scheduled_maintenances)) &&
      !isText(it.page?.status) &&
      (other === undefined || other === null)
    );
  } catch {
    // A web page is not a feed; anything else may be one that needs a more tolerant reader.
    return !text || /^\s*</.test(text);
  }
}

/** The address of the feed readers. Browsers remember a failed import by its address, so each further attempt uses
 * another one. The address is undefined without a build. */
let readers;

/** Returns BYTES from URL, converted to our format if they are a feed in another one. */
export async function understood(url, bytes, signal) {
  const text = new TextDecoder().decode(bytes);
  if (isOwn(text)) return bytes;
  try {
    readers ??= FEEDS_URL;
    return await (await import(readers)).read(new URL(url, location), bytes, signal);
  } catch (error) {
    console.warn('intermission:', error);
    if (readers) readers += '?';
    // The error is passed on: without its reader, a feed could be taken for a document that reports no trouble.
    throw error;
  }
}
