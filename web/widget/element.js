// The class of the element <intermission-status>: its attributes, events and lifecycle. The status itself is shown by
// program.js, which is fetched when the first element is about to be visible. scripts/build/widget.mjs defines
// `PROGRAM_URL`, `SHELL` (the style outside of the program's), `BUILD`, and `PACKAGED`, which is true in the npm package.
//
// On every failure an element shows its own children and logs the reason once; it never throws into the host's
// scripts. Images and forms of the host add properties to `document` by their names, and its scripts may add some to
// `Object.prototype`: this code looks up nothing in either by a name that a host could use.

export const TAG = 'intermission-status';
export const VERSION = BUILD;
const STYLE = SHELL;

/** Allowed values of attributes. Any other value counts as the first one. */
const CHOICES = {
  __proto__: null,
  form: ['compact', 'banner', 'full', 'bars'],
  loading: ['lazy', 'eager'],
  when: ['always', 'upcoming', 'trouble'],
};

/** Attributes with a property of this class; every element has `lang`. */
const PROPERTIES = ['src', 'service', ...Object.keys(CHOICES)];

const warn = (...words) => console.warn('intermission:', ...words);

/** Programs by language, as promises: each instance has the texts of one language. A failure is logged once; the next
 * element that starts tries again, because the status page may have been unreachable. */
const programs = new Map();
let failures = 0;
/** Resolves when the host's policy allows WebAssembly. Checked before anything is fetched, and only once, because browsers
 * report each refusal to the host. It creates an instance, because WebKit refuses nothing else. */
let permission;
const isPermitted = async () => new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
/** Imports an instance of the program. Browsers run a module once for each URL. The fragment makes one instance for each
 * language; the query makes a new URL after a failed import, which browsers cache. Bundlers follow only addresses that
 * are written out, so the npm package's script makes the instances itself. */
const instance = (lang) => PACKAGED
  ? import('./program.js').then((it) => it.instance())
  : import(new URL(`${PROGRAM_URL}${failures ? `?${failures}` : ''}#${encodeURIComponent(lang)}`, import.meta.url).href);
function run(lang) {
  if (!programs.has(lang)) {
    permission ??= isPermitted();
    programs.set(lang, permission.then(() => instance(lang)).then((it) => it.start(lang)).catch((error) => {
      programs.delete(lang);
      if (failures === 0) warn('the status cannot be shown here:', error);
      failures += 1;
    }));
  }
  return programs.get(lang);
}

/** Returns the nearest `lang` of ELEMENT's ancestors, across shadow roots, or an empty string. */
function languageOf(element) {
  for (let it = element; it; it = it.getRootNode().host) {
    const part = it.closest('[lang]');
    if (part) return part.getAttribute('lang');
  }
  return '';
}

/** Returns the window that shows ELEMENT, or nothing. A script may have moved the element into a frame whose page has
 * changed since; access to a frame of another origin throws. */
function windowOf({ ownerDocument }) {
  if (ownerDocument === document) return globalThis;
  try {
    const view = ownerDocument.defaultView;
    if (view?.document === ownerDocument && !view.closed) return view;
  } catch { /* of another origin */ }
  return undefined;
}

/** Constructed style sheets by document and text: a document accepts only its own. */
const sheets = new WeakMap();
function sheet(css, element) {
  const { ownerDocument } = element;
  if (!sheets.has(ownerDocument)) sheets.set(ownerDocument, new Map());
  const made = sheets.get(ownerDocument);
  if (!made.has(css)) {
    const it = new (windowOf(element).CSSStyleSheet)();
    it.replaceSync(css);
    made.set(css, it);
  }
  return made.get(css);
}

/** Callbacks of elements that start when they are at most one screen away from the viewport. Without
 * `IntersectionObserver` they start at once. */
const watched = new WeakMap();
const eye = globalThis.IntersectionObserver && new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) watched.get(target)?.();
}, { __proto__: null, rootMargin: '100%' });

/** What fits the heights of elements, to be called in one task: what stands below several elements moves once. */
const fits = [];

const make = (tag, name) => Object.assign(document.createElement(tag), { className: name });

/** Without a DOM, as in server-side rendering, the class extends `Object` and is never registered. */
const Base = globalThis.HTMLElement ?? Object;

export class IntermissionStatus extends Base {
  static observedAttributes = [...PROPERTIES, 'lang'];
  static version = VERSION;

  #shell = make('div', 'shell');
  #box = make('div', 'box');
  #slot = document.createElement('slot');
  #widget;
  /** Identifies the current start of the element: each start has an object of its own. */
  #turn;
  #data = null;
  #paused = false;
  #warned = new Set();
  /** Observes the width, and measures the height again when it changes. */
  #ruler;
  /** Ends with the window that the element is in, unless that is the script's own. */
  #guard;

  constructor() {
    super();
    this.#box.part = 'box';
    this.#box.append(this.#slot);
    this.#shell.append(this.#box);
    try {
      this.attachShadow({ __proto__: null, mode: 'open' }).append(this.#shell);
      this.#dress(STYLE);
    } catch (error) {
      this.#warn('cannot be styled here:', error);
    }
  }

  /** The status from the last event, or null before the first. */
  get data() {
    return this.#data;
  }

  /** Whether updates are paused. An element that shows nothing yet still loads once. */
  get paused() {
    return this.#isReady ? this.#widget.is_paused() : this.#paused;
  }

  set paused(paused) {
    this.#paused = Boolean(paused);
    if (this.#isReady) this.#widget.pause(this.#paused);
  }

  get #isReady() {
    return this.#box.classList.contains('ready') && this.#widget;
  }

  /** Requests newer data as soon as the source may be asked; an element not yet seen starts now. */
  refresh() {
    if (this.#widget) this.#widget.refresh();
    else if (this.isConnected && windowOf(this)) this.#begin();
  }

  pause() {
    this.paused = true;
  }

  resume() {
    this.paused = false;
  }

  connectedCallback() {
    // Properties that were set before the element was registered hide the accessors of the class.
    for (const name of [...PROPERTIES, 'paused']) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    if (this.#turn || !windowOf(this)) return;
    this.#stayWithWindow();
    this.#wait();
  }

  /** Language, base URL and style sheets depend on the document, so the element starts again in the new one. */
  adoptedCallback() {
    this.#end();
    if (windowOf(this)) this.#dress(STYLE);
  }

  /** Waits for a microtask: an element that is moved is connected again by then. */
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#end());
  }

  /** Its presence makes `moveBefore` keep the element's state. */
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (CHOICES[name] && now !== null && !CHOICES[name].includes(now)) {
      this.#warn(`\`${name}\`: expected one of \`${CHOICES[name].join('`, `')}\`, found \`${now}\``);
    }
    if (!this.isConnected || !this.#turn) return;
    // An element that has not started yet only updates its layout; one that has starts again.
    if (this.#turn.begun) this.#begin();
    else this.#wait();
  }

  /** Ends the element when its frame is removed or navigates, which calls no method of the element. `pagehide` comes before
   * that, and also when the page enters the back/forward cache; so this checks half a second later. */
  #stayWithWindow() {
    const view = windowOf(this);
    if (view === globalThis) return;
    const look = () => setTimeout(() => windowOf(this) === view || this.#end(), 500);
    view.addEventListener('pagehide', look);
    this.#guard = () => view.removeEventListener('pagehide', look);
  }

  #dress(...styles) {
    this.shadowRoot.adoptedStyleSheets = styles.map((css) => sheet(css, this));
  }

  /** Reserves the element's space, and starts when it is about to be visible. */
  #wait() {
    this.#turn = {};
    this.#box.style.blockSize = '';
    this.#stand();
    const isSeenAnyway = this.loading === 'eager' || this.when !== 'always';
    if (isSeenAnyway || !eye) return this.#begin();
    watched.set(this, () => this.#begin());
    eye.observe(this);
  }

  #stand() {
    const isFloating = this.when !== 'always';
    this.#shell.classList.toggle('floating', isFloating);
    this.#shell.hidden = isFloating;
    this.#box.classList.remove(...CHOICES.form);
    this.#box.classList.add(this.form);
  }

  /** Fits the height to the content, now and when the width changes. The observer belongs to the element's window and
   * defers that to a task of its own, the first of which fits all elements: what changes the layout between two steps of a
   * frame, as scroll bars that appear do, makes browsers report a `ResizeObserver` error to the host. */
  #settle() {
    const view = windowOf(this);
    if (!view) return;
    let width = 0;
    const fit = () => {
      const { offsetWidth } = this.#shell;
      if (offsetWidth === width) return;
      width = offsetWidth;
      // The content's height, at most the form's.
      this.#take(`min(${this.#take('')}, ${this.#take('auto')})`);
    };
    this.#ruler?.disconnect();
    this.#ruler = new view.ResizeObserver(() => {
      fits.push(fit);
      setTimeout(() => {
        for (const it of fits.splice(0)) it();
      });
    });
    this.#ruler.observe(this.#shell);
  }

  /** Sets the height to ROOM, unless the host has set one. Returns the computed height. */
  #take(room) {
    this.#box.style.blockSize = room && `var(--intermission-block-size, ${room})`;
    return getComputedStyle(this.#box).blockSize;
  }

  async #begin() {
    eye?.unobserve(this);
    this.#turn = { begun: true };
    const turn = this.#turn;
    const sources = this.#sources();
    const made = sources && (await run(languageOf(this)));
    // The element may have been removed or restarted in the meantime.
    if (turn !== this.#turn || !this.isConnected) return;
    this.#stand();
    const before = this.#widget;
    this.#widget = undefined;
    this.#show(false);
    if (made) {
      try {
        this.#mount(made, sources, turn);
      } catch (error) {
        this.#warn('the status cannot be shown here:', error);
      }
    }
    before?.free();
    if (!this.#widget) this.#explain();
  }

  #mount({ widget, styles }, sources, turn) {
    const place = make('div', 'view');
    this.#box.querySelector('.view')?.remove();
    this.#box.append(place);
    this.#dress(STYLE, styles);
    // Deferred, because the program is still running when it reports an event.
    const tell = (word, detail) => queueMicrotask(() => turn === this.#turn && this.#told(word, detail));
    this.#widget = widget(place, sources, this.form, this.when, tell, this.service);
  }

  #told(word, detail) {
    if (word === 'hidden' || word === 'shown') {
      this.#shell.hidden = word === 'hidden';
      return;
    }
    this.#data = JSON.parse(detail);
    if (word === 'load') {
      this.#show(true);
      this.#settle();
      if (this.#paused) this.#widget.pause(true);
    }
    if (word === 'error' && !this.#isReady) this.#explain();
    this.dispatchEvent(new CustomEvent(`intermission-${word}`, { __proto__: null, bubbles: true, composed: true, detail: this.#data }));
  }

  /** Shows the status, or the element's children. */
  #show(isReady) {
    this.#box.classList.toggle('ready', isReady);
  }

  /** Shows a sentence instead of the status, unless the element has children of its own. */
  #explain() {
    const hasOwn = [...this.childNodes].some((it) => it.nodeType === 1 || it.textContent.trim());
    if (this.#widget && !hasOwn) this.#show(true);
    else if (!hasOwn) this.#slot.textContent = 'The status cannot be shown here.';
    this.#settle();
  }

  #end() {
    eye?.unobserve(this);
    this.#guard?.();
    this.#guard = undefined;
    this.#ruler?.disconnect();
    this.#turn = undefined;
    const widget = this.#widget;
    this.#widget = undefined;
    this.#show(false);
    this.#box.querySelector('.view')?.remove();
    widget?.free();
  }

  /** Returns the URLs in `src`, absolute and separated by spaces, or nothing where one is invalid. */
  #sources() {
    const words = this.src.split(/\s+/).filter(Boolean);
    try {
      const urls = words.map((word) => new URL(word, this.baseURI));
      if (urls.length > 0 && urls.every((it) => /^https?:$/.test(it.protocol))) return urls.join(' ');
    } catch { /* reported below */ }
    this.#warn(`\`src\`: expected \`https:\`, \`http:\` or relative URLs with spaces between them, found \`${this.src}\``);
    return undefined;
  }

  #warn(text, ...more) {
    if (this.#warned.has(text)) return;
    this.#warned.add(text);
    warn(text, ...more);
  }
}

/** Properties that reflect attributes. */
for (const name of PROPERTIES) {
  Object.defineProperty(IntermissionStatus.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = this.getAttribute(name) ?? '';
      const choices = CHOICES[name];
      return !choices || choices.includes(value) ? value : choices[0];
    },
    set(value) {
      this.setAttribute(name, value);
    },
  });
}

/**
 * Registers the element as TAG in REGISTRY, unless the name is taken. Returns the class with that name, or nothing
 * where there is no registry.
 */
export function define(tag = TAG, registry = undefined) {
  try {
    registry ??= globalThis.customElements;
    if (!registry && !globalThis.document) return undefined;
    const first = registry.get(tag);
    if (first && first.version !== VERSION) warn(`<${tag}> is already defined, by ${first.version ? `version ${first.version}` : 'something else'}`);
    // A class can be registered once, so each name gets its own subclass.
    if (!first) registry.define(tag, class extends IntermissionStatus {});
    return registry.get(tag);
  } catch (error) {
    warn(`<${tag}> cannot be defined here:`, error);
    return undefined;
  }
}
