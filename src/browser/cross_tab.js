// What browsers offer to pages of one origin for getting on with each other: Web Locks and BroadcastChannel.
// Every decision is the page's; a browser that lacks either lets each page ask for itself.

export function connect(name, limit, hear, leading) {
  const channel = globalThis.BroadcastChannel && new BroadcastChannel(name);
  if (channel) {
    channel.onmessage = ({ data }) => {
      // Any script of this origin may say anything.
      const isTold = typeof data?.head === 'string' && data.bytes instanceof Uint8Array;
      if (isOpen && isTold && data.head.length + data.bytes.length <= limit) hear(data.head, data.bytes);
    };
  }
  let release;
  let isOpen = true;
  return {
    post(head, bytes) {
      // A copy: a message with a part of a buffer brings all of that buffer, which is the memory of the program.
      channel?.postMessage({ head, bytes: bytes.slice() });
    },
    lead() {
      const waiting = new AbortController();
      const held = new Promise((done) => {
        release = () => { waiting.abort(); done(); };
      });
      const take = () => { if (isOpen) leading(); return held; };
      // Never at once: the page has not finished with what made it ask.
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

/** Ready when this page may send a request: MILLIS after any page of this browser has sent one under NAME, and not
 * together with another page. A lock tells who is next, and is held for as long again, because what one page stores
 * another may read late; where the page STORES anything, that tells of pages that are gone. Ready when SIGNAL aborts. */
export function turn(name, millis, stores, signal) {
  return new Promise((ready) => {
    // It may have been given up before it began; then nobody tells of that any more.
    if (signal.aborted) return ready();
    const take = async () => {
      const wait = stores ? left(name, millis) : 0;
      if (wait) await pause(wait);
      if (signal.aborted) return;
      if (stores) note(name);
      ready();
      await pause(millis);
    };
    // The page that has the lock may never give it back; then storage alone has to do, and no two come together.
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

/** How long to wait after the last request; not at all where that is in the future, by a clock that was set since. */
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
