// The body of an answer, piece by piece, so that one without end costs no more than the limit.
//
// Other people's feeds: they are read by a program of its own, which is fetched when the first of them is met.
// What it makes of a feed is a document of ours; what it cannot read comes back as it was.

/** The bytes, or how many there were when there were too many. Feeds of others are translated, until SIGNAL. */
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

/** Whether an answer is this very page, by the mark at its very start. What follows is not read: a rendered state makes
 * the page as large as it likes, and other pages may quote what is in it. */
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

/** Whether TEXT is a document that the page reads itself; `feeds/recognise.rs` has the same test, for `check`. */
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
    // A web page is no feed; anything else may be one that needs more tolerance.
    return !text || /^\s*</.test(text);
  }
}

/** Browsers remember what they could not import, by its address; so the next time it is another one. Without a build
 * nobody knows the first. */
let readers;

/** BYTES from URL as a document of ours, where they are a feed of somebody else's. */
export async function understood(url, bytes, signal) {
  const text = new TextDecoder().decode(bytes);
  if (isOwn(text)) return bytes;
  try {
    readers ??= FEEDS_URL;
    return await (await import(readers)).read(new URL(url, location), bytes, signal);
  } catch (error) {
    console.warn('intermission:', error);
    if (readers) readers += '?';
    // Without its reader a feed could pass for a document that knows of no trouble, so it counts as not received.
    throw error;
  }
}
