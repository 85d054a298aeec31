// Reads the body of a response in chunks, so that an endless one costs no more than the limit.

/** Returns the bytes, or their number so far once it exceeds LIMIT. */
export async function body(response, limit) {
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
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
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
