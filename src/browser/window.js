// Parts of the window outside the views. Bindings for these objects would be several times as large as this script.
// window.rs catches what these functions throw.

const root = document.documentElement;

/** Returns the placeholder for the page in index.html, and removes its content. */
export function clearPlaceholder() {
  const place = document.getElementById('intermission');
  place?.replaceChildren();
  return place;
}

export function setTitle(title) {
  document.title = title;
}

/** Sets the icon of the page to a file in /icons/. */
export function setIcon(symbol) {
  document.querySelector('link[rel=icon]')?.setAttribute('href', `/icons/${symbol}.svg`);
}

/** Sets the theme; an empty one means the colours of the system. */
export function setTheme(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

export const setLanguage = (lang, dir) => Object.assign(root, { lang, dir });

export const focusOn = (selector) => document.querySelector(selector)?.focus();

export function replaceQuery(query) {
  history.replaceState(null, '', location.pathname + query + location.hash);
}

/** Loads a URL by GET, in place of this page in the history. `location.reload()` would send the form again to which the
 * page is the response, and an address that differs only in its fragment loads nothing. So the page first takes another
 * address. */
function replaceBy(url) {
  try {
    history.replaceState(null, '', `${location.search || '?'}&im-left${location.hash}`);
  } catch { /* where documents have no origin */ }
  location.replace(url);
}

/** Leaves for URL, and stores the time for the case that the page comes back. */
export function leave(url) {
  try {
    sessionStorage.setItem('intermission.left', Date.now());
  } catch { /* blocked */ }
  replaceBy(url);
}

export const reload = () => replaceBy(location.href);

export function download(name, type, bytes) {
  const href = URL.createObjectURL(new Blob([bytes], { type }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  URL.revokeObjectURL(href);
}
