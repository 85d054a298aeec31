// Registers and removes the service worker. `src/browser/service_worker.js` imports this after the page has started.
// The build defines `WORKER_URL`.
//
// Browsers refuse a worker for many reasons: http, private windows, blocked or full storage, no sw.js on the
// host. Each rejects a promise that the caller catches: the page works without a worker.

/** Timeout of promises that a browser may never settle, in milliseconds. */
const TIMEOUT = 2000;

const container = navigator.serviceWorker;
const version = document.documentElement.dataset.version;

const scripts = ({ installing, waiting, active }) => [installing, waiting, active].map((it) => it?.scriptURL);
const isOurs = (registration) => scripts(registration).includes(new URL(WORKER_URL, location).href);
const atMost = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, TIMEOUT))]);

/** Registers the worker, and tells the page of each version that waits to take over. */
export async function start() {
  // Another worker on this origin would be replaced by ours, or lose requests to it.
  if (!(await container.getRegistrations()).every(isOurs)) return;
  // For Trusted Types: the policy returns this one address for any input.
  const policy = globalThis.trustedTypes?.createPolicy('intermission', { createScriptURL: () => WORKER_URL });
  const registration = await container.register(policy?.createScriptURL('') ?? WORKER_URL, { updateViaCache: 'none' });
  const watch = (worker) => {
    // A first worker activates without waiting.
    const look = () => worker.state === 'installed' && registration.active && ask(worker);
    worker?.addEventListener('statechange', look);
    if (worker) look();
  };
  registration.active?.postMessage('stay');
  registration.addEventListener('updatefound', () => watch(registration.installing));
  watch(registration.waiting ?? registration.installing);
  // Files that the page has fetched without a worker: the new one stores those of its build.
  container.addEventListener('controllerchange', () => {
    container.controller?.postMessage({ fetched: performance.getEntriesByType('resource').map(({ name }) => name) });
  });
}

function ask(worker) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    const detail = data.version !== version ? 'newer' : data.alone ? 'alone' : 'among-others';
    dispatchEvent(new CustomEvent('intermission-version', { detail }));
  };
  worker.postMessage('who', [port2]);
}

/** Asks the worker that served this page from its store what the site has answered since. */
export function late() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => data && dispatchEvent(new CustomEvent('intermission-late', { detail: data }));
  container.controller?.postMessage('late', [port2]);
}

/** Lets the waiting version take over; resolves once it has. */
export async function activate() {
  const waiting = (await container.getRegistration())?.waiting;
  if (!waiting) return;
  const taken = new Promise((done) => container.addEventListener('controllerchange', done));
  waiting.postMessage('activate');
  await atMost(taken);
}

/** Unregisters the worker and deletes its caches, but no others of the origin. */
export async function remove() {
  const ours = (await container.getRegistrations()).filter(isOurs);
  for (const { active } of ours) active?.postMessage('leave');
  const names = (await caches.keys()).filter((name) => name.startsWith('intermission/'));
  await atMost(Promise.all([...ours.map((it) => it.unregister()), ...names.map((name) => caches.delete(name))]));
}
