// Makes time stand still in a cell of the gallery, so that it looks the same whenever somebody looks: the clock is
// stopped at `data-at`, the dice always fall alike, what is set for later never comes, and nothing that another
// cell keeps or says is heard here.

{
  const { at, lang, kept } = document.currentScript.dataset;
  const now = Date.parse(at);
  const set = (object, name, value) => Object.defineProperty(object, name, { value, configurable: true });

  globalThis.Date = class extends Date {
    constructor(...parts) {
      super(...(parts.length > 0 ? parts : [now]));
    }

    static now() {
      return now;
    }
  };
  Math.random = () => 0.5;
  set(performance, 'now', () => 0);

  /** Longer waits than this, in milliseconds, are for a time that never comes. */
  const soon = 100;
  const wait = globalThis.setTimeout;
  set(globalThis, 'setTimeout', (action, delay = 0, ...rest) => (delay > soon ? 0 : wait(action, delay, ...rest)));

  // Marks of what has changed would be at another stage in each picture, and addresses of feeds contain
  // the port of the server, which differs in each run.
  const calm = new CSSStyleSheet();
  calm.replaceSync('* { animation: none !important; } .address { visibility: hidden; }');
  document.adoptedStyleSheets = [calm];

  /** A word that belongs to an address has its path behind a space; it is kept under the whole address. */
  const key = (name) => `intermission.${name.replace(/ .*/, (path) => ` ${new URL(path.trim(), location)}`)}`;
  const words = new Map(Object.entries(JSON.parse(kept)).map(([name, word]) => [key(name), word]));
  set(globalThis, 'localStorage', {
    getItem: (name) => words.get(name) ?? null,
    setItem: (name, word) => words.set(name, String(word)),
    removeItem: (name) => words.delete(name),
  });
  for (const name of ['serviceWorker', 'locks']) set(navigator, name, undefined);
  set(globalThis, 'BroadcastChannel', undefined);
  set(navigator, 'language', lang);
  set(navigator, 'languages', [lang, 'en']);
}
