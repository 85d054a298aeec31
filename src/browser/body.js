// The body of an answer, piece by piece, so that one without end costs no more than the limit.

import { understood } from './feeds.js';

/** The bytes, or how many there were when there were too many. With a SIGNAL, feeds of others are translated. */
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
  return signal ? understood(response.url, bytes, signal) : bytes;
}
