// What the browser tells about the visitor and about how the page came. Bindings to the objects that know it weigh
// several times as much as this.

/** An option of the operator's. */
export const option = (name) => document.querySelector(`meta[name="intermission-${name}"]`)?.getAttribute('content');

/** What is known under a NAME; a word, or nothing. */
export const known = (name) => facts[name]?.();

const facts = {
  document: () => document.getElementById('intermission-document')?.textContent,
  feed: () => document.documentElement.dataset.feed,
  fragment: () => location.hash,
  languages: () => navigator.languages.join(' '),
  offline: () => (navigator.onLine ? undefined : 'offline'),
  origin: () => location.origin,
  path: () => location.pathname,
  query: () => location.search,
  status: () => String(performance.getEntriesByType('navigation')[0]?.responseStatus),
  stored: () => document.documentElement.dataset.stored,
  version: () => document.documentElement.dataset.version,
  visibility: () => document.visibilityState,
};
