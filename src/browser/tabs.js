// What browsers offer to pages of one origin for getting on with each other: Web Locks and BroadcastChannel.
// Every decision is the page's; a browser that lacks either lets each page ask for itself.

export function connect(name, hear, leading) {
  const channel = globalThis.BroadcastChannel && new BroadcastChannel(name);
  if (channel) channel.onmessage = ({ data }) => isOpen && hear(data.head, data.bytes);
  let release;
  let isOpen = true;
  return {
    post(head, bytes) {
      channel?.postMessage({ head, bytes });
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
