// The page's end of its service worker, fetched once the page is up: `src/browser/service_worker.js` calls it.
// finish.mjs fills in `WORKER_URL`.
//
// Browsers refuse a worker for many reasons: http, private windows, blocked or full storage, no sw.js on the
// host. Each is a rejected promise that ends in the caller's `catch`: the page works without a worker.

/** Longest wait for what a browser may never do, in milliseconds. */
const PATIENCE = 2000;

const container = navigator.serviceWorker;
const version = document.documentElement.dataset.version;

const scripts = ({ installing, waiting, active }) => [installing, waiting, active].map((it) => it?.scriptURL);
const isOurs = (registration) => scripts(registration).includes(new URL(WORKER_URL, location).href);
const atMost = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, PATIENCE))]);

/** Registers the worker, and tells the page of each version that waits to take over. */
export async function start() {
  // Where somebody else's worker serves this origin, ours would take its place or its visitors.
  if (!(await container.getRegistrations()).every(isOurs)) return;
  // Where scripts must be of a trusted type, the policy trusts this one address, whatever it is asked for.
  const policy = globalThis.trustedTypes?.createPolicy('intermission', { createScriptURL: () => WORKER_URL });
  const registration = await container.register(policy?.createScriptURL('') ?? WORKER_URL, { updateViaCache: 'none' });
  const watch = (worker) => {
    // A first worker has nobody to wait for, and takes over by itself.
    const look = () => worker.state === 'installed' && registration.active && ask(worker);
    worker?.addEventListener('statechange', look);
    if (worker) look();
  };
  registration.active?.postMessage('stay');
  registration.addEventListener('updatefound', () => watch(registration.installing));
  watch(registration.waiting ?? registration.installing);
  // What the page has fetched without the worker that looks after it now: it keeps those of its own files.
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

/** Asks the worker that gave this page out of its store what the site has answered since. */
export function late() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => data && dispatchEvent(new CustomEvent('intermission-late', { detail: data }));
  container.controller?.postMessage('late', [port2]);
}

/** Lets the version that waits take over; ready once it has. */
export async function activate() {
  const waiting = (await container.getRegistration())?.waiting;
  if (!waiting) return;
  const taken = new Promise((done) => container.addEventListener('controllerchange', done));
  waiting.postMessage('activate');
  await atMost(taken);
}

/** Takes the worker and all it stored away; what is somebody else's stays. */
export async function remove() {
  const ours = (await container.getRegistrations()).filter(isOurs);
  for (const { active } of ours) active?.postMessage('leave');
  const names = (await caches.keys()).filter((name) => name.startsWith('intermission/'));
  await atMost(Promise.all([...ours.map((it) => it.unregister()), ...names.map((name) => caches.delete(name))]));
}
