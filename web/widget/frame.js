// The page for hosts that take frames only (embed.html): the element, told by the query in which form, and the
// height it takes, for whoever asks.
//
// The height is sent to the very window and origin that asked, never to anybody else.

import { define } from './element.js';

const element = document.querySelector('intermission-status');
const query = new URLSearchParams(location.search);
for (const name of ['form', 'when']) if (query.has(name)) element.setAttribute(name, query.get(name));
element.setAttribute('src', document.querySelector('meta[name="intermission-source"]').content);
define();

/** Origins of the hosts that want to know the height. */
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
