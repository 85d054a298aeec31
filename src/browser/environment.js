// What the browser tells about the visitor and about how the page came. Bindings to the objects that know it weigh
// several times as much as this.

/** An option of the operator's. */
export const option = (name) => document.querySelector(`meta[name="intermission-${name}"]`)?.getAttribute('content');

/** What is known under a NAME; a word, or nothing. */
export const known = (name) => facts[name]?.();

const navigation = () => performance.getEntriesByType('navigation')[0];

/** Whether the page answers a request that is no GET, which browsers do not tell a page: only its server can, by
 * `Server-Timing: method;desc=POST`. */
const wasPosted = () =>
  navigation()?.serverTiming?.find(({ name, description }) => name === 'method' && !/^(GET|HEAD)?$/.test(description))?.name;

/** Whether this window has left for the site within the last ten minutes, see window.js. */
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
