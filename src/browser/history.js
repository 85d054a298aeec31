// Interfaces of the window that the history page needs. Bindings for these objects would be several times as large as this script.

/** Returns the part of the address behind `#`, without its percent-encoding; as it is where that is wrong. */
export function fragment() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Returns the address of the folder that is served. */
export const base = () => new URL('/', location.href).href;

/** Returns the address of the page with the present status, as it was published. */
export const statusPage = () => document.getElementById('intermission')?.dataset.status || '/';

/** Returns whether there is little room for bars. */
export const isNarrow = () => matchMedia('(max-width: 40rem)').matches;

/** Returns whether the page shows a history that was rendered when it was published. */
export const isRendered = () => Boolean(document.querySelector('#intermission .history'));

/** Calls ACT whenever the part of the address behind `#` changes. */
export const onFragment = (act) => addEventListener('hashchange', () => act());

/** Calls ACT before each printing. */
export const onPrint = (act) => addEventListener('beforeprint', () => act());

/** Opens the messages of the entry with this id, and moves the focus to it. Returns whether there is one. */
export function show(id) {
  const entry = document.getElementById(id);
  if (!entry) return false;
  const messages = entry.querySelector('details');
  if (messages) messages.open = true;
  entry.scrollIntoView();
  entry.focus();
  return true;
}
