// Life cycle of the window: visibility, the return of the network, and newer versions of the page.

/** `pageshow` and `pagehide` complement `visibilitychange`: pages from the back/forward cache, and older Safari on
 * closing, send only those. The last two come from web/offline.js. */
const EVENTS = ['pageshow', 'pagehide', 'online', 'visibilitychange', 'intermission-version', 'intermission-late'];

/** Calls HEAR with each event's name, and its detail if it has one; returns a controller that ends this. Listens in the
 * capture phase, because `visibilitychange` has not always bubbled up to the window. */
export function listen(hear) {
  const ending = new AbortController();
  const options = { capture: true, signal: ending.signal };
  const told = ({ type, detail }) => hear(detail ? `${type} ${detail}` : type);
  for (const name of EVENTS) addEventListener(name, told, options);
  return ending;
}
