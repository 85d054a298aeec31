// Loads the feed readers, a program of their own, for the first body in another format.

/** The address of the feed readers. Browsers remember a failed import by its address, so each further attempt uses
 * another one. The address is undefined without a build. In the npm package a bundler decides on it. */
let readers;

/** Resolves to the status document that the bytes in VIEW, from URL, are converted to, or to nothing if they are of no
 * known format. Rejects if the readers do not load, or if SIGNAL aborts. */
export async function converted(url, view, signal) {
  // VIEW is a part of the program's memory, which moves when it grows.
  const bytes = view.slice();
  try {
    readers ??= FEEDS_URL;
    const { read } = await (PACKAGED ? PACKAGE.feeds() : import(readers));
    return await read(new URL(url, location), bytes, signal);
  } catch (error) {
    console.warn('intermission:', error);
    if (readers) readers += '?';
    // The error is passed on: without its reader, a feed could be taken for a document that reports no trouble.
    throw error;
  }
}
