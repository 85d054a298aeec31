// Runs in every measured page before its own scripts: notes when the first row and the first counter are on screen,
// and tells when a table shows what is expected.

(() => {
  const SETTLED_MILLIS = 400;
  const rowsShown = () => document.getElementsByClassName('service');
  /** Ready after the browser has painted the next frame: the time of that, or false where IS_DONE did not hold in it. */
  const painted = (isDone = () => true) => new Promise((done) => requestAnimationFrame(() => {
    const isReached = isDone();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(isReached && performance.now());
    port2.postMessage(0);
  }));
  const bench = { first: {}, long: [], memories: [], lastChange: 0 };
  globalThis.bench = bench;

  new PerformanceObserver((list) => bench.long.push(...list.getEntries().map((it) => it.duration)))
    .observe({ type: 'longtask', buffered: true });

  const note = async (name) => {
    bench.first[name] = 0;
    bench.first[name] = await painted();
  };
  const start = new MutationObserver(() => {
    if (bench.first.row === undefined && rowsShown().length > 0) note('row');
    const counter = document.querySelector('[role="timer"]');
    if (bench.first.counter === undefined && counter?.textContent.trim()) note('counter');
    if (bench.first.row !== undefined && bench.first.counter !== undefined) start.disconnect();
  });
  start.observe(document, { childList: true, subtree: true, characterData: true });

  /** WebAssembly's memories, of which the browser's own figures tell nothing. */
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, args) {
      const instance = new target(...args);
      const memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
      if (memory) bench.memories.push(memory);
      return instance;
    },
  });
  bench.wasmBytes = () => bench.memories.reduce((sum, it) => sum + it.buffer.byteLength, 0);

  /** When the newest status document had arrived. */
  const arrived = () => performance.getEntriesByType('resource').filter((it) => it.name.endsWith('/status.json'))
    .reduce((latest, it) => Math.max(latest, it.responseEnd), 0);

  /** A table's state in a word: how many rows are shown, and the first and the last of them. */
  const signature = () => {
    const rows = rowsShown();
    const name = (row) => row?.querySelector('.name').textContent;
    return [rows.length, name(rows[0]), name(rows[rows.length - 1])].join('|');
  };
  bench.signature = signature;

  /** Ready when IS_DONE has held for a frame that was painted: the time of that. */
  const until = async (isDone, limit = 120_000) => {
    const deadline = performance.now() + limit;
    for (;;) {
      const time = await painted(isDone);
      if (time) return time;
      if (performance.now() > deadline) throw new Error(`expected another table, found ${signature()}`);
    }
  };

  const pressCheck = () => document.querySelector('.status-bar .controls button').click();
  /** Looks every few milliseconds whether IS_DONE. */
  const poll = async (isDone, millis, limit = 60_000) => {
    const deadline = performance.now() + limit;
    while (!isDone()) {
      if (performance.now() > deadline) throw new Error(`expected another document, found ${signature()}`);
      await new Promise((done) => setTimeout(done, millis));
    }
  };
  const newest = async (before) => {
    await poll(() => arrived() > before, 5);
    return arrived();
  };

  /** Asks for the document, and waits until COUNT rows are on screen: milliseconds since it had arrived. */
  bench.receiveRows = async (count) => {
    const before = arrived();
    pressCheck();
    const end = await until(() => rowsShown().length === count);
    return end - await newest(before);
  };

  /** Asks for the document, and waits until the table has stopped changing: milliseconds until its last change. */
  bench.receiveChanges = async () => {
    const before = arrived();
    let last = 0;
    const observer = new MutationObserver(() => (last = performance.now()));
    observer.observe(document.querySelector('tbody'), { childList: true, subtree: true, characterData: true, attributes: true });
    pressCheck();
    const from = await newest(before);
    await poll(() => last && performance.now() - last >= SETTLED_MILLIS, 20);
    observer.disconnect();
    return last - from;
  };

  /** Does ACT and waits until the table differs and is painted: milliseconds since. */
  const acting = async (act) => {
    const before = signature();
    const from = performance.now();
    act();
    return await until(() => signature() !== before) - from;
  };
  bench.sort = () => acting(() => document.querySelector('.sort').click());
  bench.filter = (text) => acting(() => {
    const input = document.querySelector('.find input');
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  bench.clear = () => acting(() => document.querySelector('.found button').click());
})();
