// Records errors on a host's page, events of widgets, and the resources that widgets use. Loaded before everything else.
globalThis.pageErrors = [];
const known = new Set();
globalThis.known = known;
for (const kind of ['warn', 'error']) {
  const write = console[kind];
  console[kind] = (...words) => { globalThis.pageErrors.push(`${kind}: ${words.map(String).join(' ')}`); write.apply(console, words); };
}
const hear = (name, tell) => addEventListener(name, (it) => globalThis.pageErrors.push(`${name}: ${tell(it)}`), true);
hear('error', (it) => it.error ?? it.message ?? it.target.outerHTML);
hear('unhandledrejection', (it) => it.reason);
hear('securitypolicyviolation', (it) => `${it.violatedDirective} ${it.blockedURI}`);

const timers = new Set();
const { setTimeout: set, clearTimeout: clear } = globalThis;
globalThis.setTimeout = (act, ...rest) => {
  const id = set((...more) => { timers.delete(id); act(...more); }, ...rest);
  timers.add(id);
  return id;
};
globalThis.clearTimeout = (id) => { timers.delete(id); clear(id); };

const listeners = new Set();
for (const target of [window, document]) {
  const { addEventListener: add, removeEventListener: remove } = target;
  const key = (type, listener) => `${target === window} ${type} ${named(listener)}`;
  target.addEventListener = function (type, listener, options) {
    listeners.add(key(type, listener));
    options?.signal?.addEventListener('abort', () => listeners.delete(key(type, listener)));
    return add.call(this, type, listener, options);
  };
  target.removeEventListener = function (type, listener, ...rest) {
    listeners.delete(key(type, listener));
    return remove.call(this, type, listener, ...rest);
  };
}
const names = new WeakMap();
let last = 0;
function named(listener) {
  if (!names.has(listener)) names.set(listener, ++last);
  return names.get(listener);
}

const channels = new Set();
const Channel = globalThis.BroadcastChannel;
globalThis.BroadcastChannel = class extends Channel {
  constructor(name) { super(name); channels.add(this); }
  close() { channels.delete(this); super.close(); }
};

const requests = new Set();
const ask = globalThis.fetch;
globalThis.fetch = async (...asked) => {
  const request = {};
  requests.add(request);
  try { return await ask(...asked); } finally { requests.delete(request); }
};

/** The current number of resources of each kind. */
globalThis.liveResources = async () => ({
  timers: timers.size,
  listeners: listeners.size,
  channels: channels.size,
  requests: requests.size,
  locks: (await navigator.locks.query()).held.length + (await navigator.locks.query()).pending.length,
});

globalThis.emitted = [];
for (const kind of ['load', 'change', 'stale', 'error', 'return']) {
  addEventListener(`intermission-${kind}`, ({ detail, target }) => globalThis.emitted.push({ kind, detail, on: target.localName }));
}
for (const name of Object.getOwnPropertyNames(window)) known.add(name);
