// Words kept for the next visit; blocked storage throws on access rather than on use.

/** Of words that belong to sources, so many sources' are kept: the site's own words need the room as well. */
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

/** Removes the oldest words of the kind that stands before a space in NAME, so that one more may be kept. Each begins
 * with its instant. */
function makeRoom(name) {
  const kind = name.slice(0, name.indexOf(' ') + 1);
  if (!kind) return;
  const others = Object.keys(localStorage).filter((it) => it.startsWith(kind) && it !== name);
  others.sort((one, other) => (localStorage[one] < localStorage[other] ? 1 : -1));
  for (const it of others.slice(SOURCES - 1)) localStorage.removeItem(it);
}
