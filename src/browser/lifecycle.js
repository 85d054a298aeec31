// Coming into view and going out of it, the network coming back, and newer versions of the page.

/** `pageshow` and `pagehide` beside `visibilitychange`: pages that come out of the back/forward cache, and older Safari
 * on closing, send only those. web/offline.js sends the last. */
const EVENTS = ['pageshow', 'pagehide', 'online', 'visibilitychange', 'intermission-version', 'intermission-late'];

/** Tells HEAR of each, with a word where it brings one, from now on; returns what ends that. Caught on their way down, because
 * `visibilitychange` has not always come up to the window. */
export function listen(hear) {
  const ending = new AbortController();
  const options = { capture: true, signal: ending.signal };
  const told = ({ type, detail }) => hear(detail ? `${type} ${detail}` : type);
  for (const name of EVENTS) addEventListener(name, told, options);
  return ending;
}
