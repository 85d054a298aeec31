// Words kept for the next visit; blocked storage throws on access rather than on use.

export function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return undefined;
  }
}

export function keep(name, word) {
  try {
    localStorage.setItem(name, word);
  } catch { /* the page works without it */ }
}
