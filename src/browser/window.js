// What lies outside the views. Bindings to all these objects weigh several times as much as this; what throws here is
// caught there.

const root = document.documentElement;

/** The element that index.html keeps for the page, emptied of what stood in until now. */
export function clearPlaceholder() {
  const place = document.getElementById('intermission');
  place?.replaceChildren();
  return place;
}

export function setTitle(title) {
  document.title = title;
}

/** The icons stand beside the first one. */
export function setIcon(symbol) {
  document.querySelector('link[rel=icon]')?.setAttribute('href', `/icons/${symbol}.svg`);
}

/** The system's colours are those without a choice. */
export function setTheme(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

export const setLanguage = (lang, dir) => Object.assign(root, { lang, dir });

export const focusOn = (selector) => document.querySelector(selector)?.focus();

export function replaceQuery(query) {
  history.replaceState(null, '', location.pathname + query + location.hash);
}

/** Loads a URL by GET, in the place of this page in the history. `location.reload()` would send a form again that the
 * page came in answer to, and an address that differs only in its fragment loads nothing: so the page first takes another
 * address. */
function replaceBy(url) {
  try {
    history.replaceState(null, '', `${location.search || '?'}&im-left${location.hash}`);
  } catch { /* where documents have no origin */ }
  location.replace(url);
}

/** Remembers when, for a page that turns out to come again. */
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
