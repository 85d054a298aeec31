// Reads responses up to a limit of bytes, for the further documents of a feed: a host could send without end.

/** Bytes that one document may have: `MAX_BYTES` of src/model/document/read.rs. */
export const MOST_BYTES = 8 * 1024 * 1024;
/** Bytes that all further documents of a feed may have together. */
export const MOST_BYTES_IN_ALL = 2 * MOST_BYTES;

/** Returns the bytes of RESPONSE and subtracts them from `room.left`. Returns nothing, and stops reading, when one of both
 * limits is exceeded. */
export async function readLimited(response, room) {
  const reader = response.body?.getReader();
  const pieces = [];
  for (let size = 0; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    room.left -= value.length;
    if (size > MOST_BYTES || room.left < 0) {
      reader.cancel();
      console.warn('intermission: too large:', response.url);
      return undefined;
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
