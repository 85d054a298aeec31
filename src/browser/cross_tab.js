// Coordinates the pages of one origin by Web Locks and BroadcastChannel. All decisions are made by the model. In a
// browser that lacks either, each page sends its own requests.

export function connect(name, limit, hear, leading) {
  const channel = globalThis.BroadcastChannel && new BroadcastChannel(name);
  if (channel) {
    channel.onmessage = ({ data }) => {
      // Any script of this origin can send any message.
      const isTold = typeof data?.head === 'string' && data.bytes instanceof Uint8Array;
      if (isOpen && isTold && data.head.length + data.bytes.length <= limit) hear(data.head, data.bytes);
    };
  }
  let release;
  let isOpen = true;
  return {
    post(head, bytes) {
      // Sends a copy: a message with a part of a buffer brings all of the buffer, which is the memory of the program.
      channel?.postMessage({ head, bytes: bytes.slice() });
    },
    lead() {
      const waiting = new AbortController();
      const held = new Promise((done) => {
        release = () => { waiting.abort(); done(); };
      });
      const take = () => { if (isOpen) leading(); return held; };
      // Never synchronously: the page is still handling the event that asked for the leadership.
      Promise.resolve()
        .then(() => navigator.locks.request(name, { signal: waiting.signal }, take))
        .catch(() => waiting.signal.aborted || take());
    },
    yield() {
      release?.();
    },
    close() {
      isOpen = false;
      release?.();
      channel?.close();
    },
  };
}

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

/** Resolves when this page may send a request: MILLIS after any page of this browser has sent one under NAME, and not
 * at the same time as another page. A lock queues the pages. It is held for MILLIS after a request, because a value in
 * storage may reach other pages late. If the page STORES values, storage has the time of the last request, also of
 * pages that are gone. Also resolves when SIGNAL aborts. */
export function turn(name, millis, stores, signal) {
  return new Promise((ready) => {
    // An earlier abort sends no event any more.
    if (signal.aborted) return ready();
    const take = async () => {
      const wait = stores ? left(name, millis) : 0;
      if (wait) await pause(wait);
      if (signal.aborted) return;
      if (stores) note(name);
      ready();
      await pause(millis);
    };
    // A page may never release the lock. Then only storage keeps the floor, and a random pause keeps two pages apart.
    const waiting = new AbortController();
    let isLate = false;
    setTimeout(() => { isLate = true; waiting.abort(); }, 2 * millis);
    signal.addEventListener('abort', () => { waiting.abort(); ready(); });
    Promise.resolve()
      .then(() => navigator.locks.request(`${name} floor`, { signal: waiting.signal }, take))
      .catch(async () => {
        if (isLate) await pause(Math.random() * millis);
        return take();
      });
  });
}

/** Returns the milliseconds to wait after the last request; 0 if that is in the future, because the clock was set
 * since. */
function left(name, millis) {
  try {
    const passed = Date.now() - localStorage.getItem(`${name} sent`);
    return passed < 0 ? 0 : Math.max(0, millis - passed);
  } catch {
    return 0;
  }
}

function note(name) {
  try {
    localStorage.setItem(`${name} sent`, Date.now());
  } catch { /* blocked */ }
}
