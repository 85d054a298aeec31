// Values stored for the next visit. Blocked storage already throws on access to `localStorage`.

/** The number of source sets whose values are stored, limited because the site needs room in the same storage. */
const SOURCES = 4;

export function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return undefined;
  }
}

export function keep(name, word) {
  try {
    makeRoom(name);
    localStorage.setItem(name, word);
  } catch { /* the page works without it */ }
}

/** Removes the oldest values of the kind that precedes the space in NAME, to make room for one more. Each value begins
 * with its instant. */
function makeRoom(name) {
  const kind = name.slice(0, name.indexOf(' ') + 1);
  if (!kind) return;
  const others = Object.keys(localStorage).filter((it) => it.startsWith(kind) && it !== name);
  others.sort((one, other) => (localStorage[one] < localStorage[other] ? 1 : -1));
  for (const it of others.slice(SOURCES - 1)) localStorage.removeItem(it);
}
