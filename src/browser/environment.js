// Facts from the browser about the visitor and the delivery of the page. Bindings for these objects would be several
// times as large as this script.

/** Returns an option of the operator's. */
export const option = (name) => document.querySelector(`meta[name="intermission-${name}"]`)?.getAttribute('content');

/** Returns the fact of this NAME as a text, or undefined. */
export const known = (name) => facts[name]?.();

const navigation = () => performance.getEntriesByType('navigation')[0];

/** Returns whether the page is the response to a request other than GET and HEAD. Browsers do not tell a page that;
 * only its server can, by `Server-Timing: method;desc=POST`. */
const wasPosted = () =>
  navigation()?.serverTiming?.find(({ name, description }) => name === 'method' && !/^(GET|HEAD)?$/.test(description))?.name;

/** Returns whether this window has left the page for the site within the last ten minutes; see window.js. */
function leftLately() {
  try {
    return Date.now() - sessionStorage.getItem('intermission.left') < 600_000 ? 'left' : undefined;
  } catch {
    return undefined;
  }
}

const facts = {
  document: () => document.getElementById('intermission-document')?.textContent,
  feed: () => document.documentElement.dataset.feed,
  fragment: () => location.hash,
  left: leftLately,
  languages: () => navigator.languages.join(' '),
  offline: () => (navigator.onLine ? undefined : 'offline'),
  origin: () => location.origin,
  path: () => location.pathname,
  posted: wasPosted,
  query: () => location.search,
  status: () => String(navigation()?.responseStatus),
  stored: () => document.documentElement.dataset.stored,
  version: () => document.documentElement.dataset.version,
  visibility: () => document.visibilityState,
};
