// The script of embed.html, for hosts that allow frames only. It shows the widget in the form, of the service, that the query names, and
// sends its height to the parent window on request, addressed to the origin that asked.

import { define } from './element.js';

const element = document.querySelector('intermission-status');
const query = new URLSearchParams(location.search);
for (const name of ['form', 'service', 'when']) if (query.has(name)) element.setAttribute(name, query.get(name));
element.setAttribute('src', document.querySelector('meta[name="intermission-source"]').content);
define();

/** Origins of parent windows that asked for the height. */
const hosts = new Set();

function tell(origin) {
  const height = Math.ceil(element.getBoundingClientRect().height);
  parent.postMessage({ type: 'intermission-height', height }, origin);
}

addEventListener('message', ({ data, origin, source }) => {
  if (source !== parent || source === window || data?.type !== 'intermission-measure' || origin === 'null') return;
  hosts.add(origin);
  tell(origin);
});
new ResizeObserver(() => hosts.forEach(tell)).observe(element);
