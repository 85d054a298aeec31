// The element <intermission-status>: its attributes, events and life, and nothing of the status itself. That
// is a program of its own, fetched when the first element is about to be seen: finish.mjs fills in
// `PROGRAM_URL`, `SHELL` (the style of the outside) and `VERSION`.
//
// Whatever its host does, an element shows its own children instead and says why once in the console; it never
// throws into the host's scripts. Hosts give `document` properties by the names of their images and forms, and
// `Object.prototype` ones by scripts; so nothing here is looked up in either by a name that they could have.

export const TAG = 'intermission-status';
export const VERSION = BUILD;

/** Values of the attributes that have a closed set of them; the first is what anything else counts as. */
const CHOICES = {
  __proto__: null,
  form: ['compact', 'banner', 'full'],
  loading: ['lazy', 'eager'],
  when: ['always', 'upcoming', 'trouble'],
};

/** Attributes that are properties of its own; `lang` is every element's. */
const PROPERTIES = ['src', ...Object.keys(CHOICES)];

const warn = (...words) => console.warn('intermission:', ...words);

/** The program speaks one language, so there is one for each that elements of the page are in: as a rule, one. Where it
 * cannot run that is told once, and tried again with the next element that begins: the status page may have been away. */
const programs = new Map();
let failures = 0;
/** An instance of the empty module, or why WebAssembly may not run here. That is asked before anything is fetched, and
 * once: browsers report each refusal to the host, and a page's policy stays as it is. WebKit refuses instances only. */
let permission;
const isPermitted = async () => new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
/** Browsers run a module once for each address, whichever script of this build asks for it; so the language is part of
 * the address, for the browser only: the file is one. What could not be imported is remembered by its address too. */
const address = (lang) => `${PROGRAM_URL}${failures ? `?${failures}` : ''}#${encodeURIComponent(lang)}`;
function run(lang) {
  if (!programs.has(lang)) {
    const url = new URL(address(lang), import.meta.url).href;
    permission ??= isPermitted();
    programs.set(lang, permission.then(() => import(url)).then((it) => it.start(lang)).catch((error) => {
      programs.delete(lang);
      failures += 1;
      if (failures === 1) warn('the status cannot be shown here:', error);
    }));
  }
  return programs.get(lang);
}

/** The language of the part of the page that ELEMENT stands in. A shadow root is in the language of its host. */
function languageOf(element) {
  for (let it = element; it; it = it.getRootNode().host) {
    const part = it.closest('[lang]');
    if (part) return part.getAttribute('lang');
  }
  return '';
}

/** The window that shows ELEMENT, if any: a page's script may have put it into the document of a frame, which may have
 * gone to another page since. One of another origin may not even be asked. */
function windowOf({ ownerDocument }) {
  if (ownerDocument === document) return globalThis;
  try {
    const view = ownerDocument.defaultView;
    return view && !view.closed && view.document === ownerDocument ? view : undefined;
  } catch {
    return undefined;
  }
}

/** Style sheets by document, and by their text: browsers refuse one that was made for another document. */
const sheets = new WeakMap();
function sheet(css, element) {
  const { ownerDocument } = element;
  if (!sheets.has(ownerDocument)) sheets.set(ownerDocument, new Map());
  const made = sheets.get(ownerDocument);
  if (!made.has(css)) {
    const { CSSStyleSheet } = windowOf(element);
    const it = new CSSStyleSheet();
    it.replaceSync(css);
    made.set(css, it);
  }
  return made.get(css);
}

/** Tells an element when it is within a screen of being seen; in a browser that cannot, every element is. */
const watched = new WeakMap();
const eye = globalThis.IntersectionObserver && new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) watched.get(target)?.();
}, { __proto__: null, rootMargin: '100%' });

const make = (tag, name) => Object.assign(document.createElement(tag), { className: name });

/** On a server there is no DOM, and the script does nothing: the class is only a name there. */
const Base = globalThis.HTMLElement ?? Object;

export class IntermissionStatus extends Base {
  static observedAttributes = [...PROPERTIES, 'lang'];
  static version = VERSION;

  #frame = make('div', 'frame');
  #box = make('div', 'box');
  #slot = document.createElement('slot');
  #widget;
  /** What the element is about to show, or shows; another object each time that it begins anew. */
  #turn;
  #data = null;
  #paused = false;
  #warned = new Set();
  /** Has the room measured again at another width. */
  #ruler;
  /** Ends with the window that the element is in, unless that is the script's own. */
  #guard;

  constructor() {
    super();
    this.#box.part = 'box';
    this.#box.append(this.#slot);
    this.#frame.append(this.#box);
    try {
      this.attachShadow({ __proto__: null, mode: 'open' }).append(this.#frame);
      this.#dress(SHELL);
    } catch (error) {
      this.#warn('cannot be styled here:', error);
    }
  }

  /** The status as the last event told it, or null before the first. */
  get data() {
    return this.#data;
  }

  /** Whether all updating of the source is stopped. An element that has shown nothing yet first does. */
  get paused() {
    return this.#isReady ? this.#widget.is_paused() : this.#paused;
  }

  set paused(paused) {
    this.#paused = Boolean(paused);
    if (this.#isReady) this.#widget.pause(this.#paused);
  }

  get #isReady() {
    return this.#box.classList.contains('ready') && Boolean(this.#widget);
  }

  /** Asks for newer data, as soon as the source may be asked; an element not yet seen begins now. */
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
    // What was set before the element was known hides its accessors.
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

  /** In another document everything is another: language, addresses, and style sheets, which stay behind. */
  adoptedCallback() {
    this.#end();
    if (windowOf(this)) this.#dress(SHELL);
  }

  /** An element that only moves is connected again before any other code runs. */
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#end());
  }

  /** Moving by `moveBefore` neither ends nor begins anything. */
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (CHOICES[name] && now !== null && !CHOICES[name].includes(now)) {
      this.#warn(`\`${name}\`: expected one of \`${CHOICES[name].join('`, `')}\`, found \`${now}\``);
    }
    if (!this.isConnected || !this.#turn) return;
    // Before it is seen the element only has to stand right; then it begins anew, over the one before.
    if (this.#turn.begun) this.#begin();
    else this.#wait();
  }

  /** A frame that is removed or shows another page takes its document with it, without a word to the elements in that.
   * `pagehide` comes before that is so, and also where the frame's page is only kept for the visitor's return. */
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

  /** Takes its room, and begins once it is about to be seen. */
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
    this.#frame.classList.toggle('floating', isFloating);
    this.#frame.hidden = isFloating;
    this.#box.classList.remove(...CHOICES.form);
    this.#box.classList.add(this.form);
  }

  /** It is known what there is to show: the room follows that now, and later only the width. Browsers report a change of
   * size to the host as an error where an observer makes it itself, or belongs to another document. */
  #settle() {
    const view = windowOf(this);
    if (!view) return;
    let width = 0;
    const fit = () => {
      const { offsetWidth } = this.#frame;
      if (offsetWidth === width) return;
      width = offsetWidth;
      // The content's, and no more than the form's.
      this.#take(`min(${this.#take('')}, ${this.#take('auto')})`);
    };
    this.#ruler?.disconnect();
    this.#ruler = new view.ResizeObserver(() => view.requestAnimationFrame(fit));
    this.#ruler.observe(this.#frame);
  }

  /** Takes as much room as ROOM says, unless the host has set how much that is. Returns how much it is. */
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
    // Meanwhile the element may have gone, or begun anew.
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

  #mount({ Widget, styles }, sources, turn) {
    const place = make('div', 'view');
    this.#box.querySelector('.view')?.remove();
    this.#box.append(place);
    this.#dress(SHELL, styles);
    // Told at a time when the program is at work: the host hears of it when it is done.
    const tell = (word, detail) => queueMicrotask(() => turn === this.#turn && this.#told(word, detail));
    this.#widget = new Widget(place, sources, this.form, this.when, tell);
  }

  #told(word, detail) {
    if (word === 'hidden' || word === 'shown') {
      this.#frame.hidden = word === 'hidden';
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

  /** Nothing can be shown: that is said in words, unless the host has some of its own. */
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

  /** The addresses in `src`, absolute; nothing where one of them is none. */
  #sources() {
    const words = this.src.split(/\s+/).filter(Boolean);
    try {
      const urls = words.map((word) => new URL(word, this.baseURI));
      if (urls.length > 0 && urls.every((it) => /^https?:$/.test(it.protocol))) return urls.map((it) => it.href).join(' ');
    } catch { /* what is no URL is told below */ }
    this.#warn(`\`src\`: expected \`https:\`, \`http:\` or relative URLs with spaces between them, found \`${this.src}\``);
    return undefined;
  }

  #warn(text, ...more) {
    if (this.#warned.has(text)) return;
    this.#warned.add(text);
    warn(text, ...more);
  }
}

/** Properties that are attributes, as elsewhere in HTML. */
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
 * Makes the element known as TAG in REGISTRY. Where the name is taken, whoever came first keeps it.
 * Returns the class that has the name, or nothing where there is no registry to know it.
 */
export function define(tag = TAG, registry = undefined) {
  try {
    registry ??= globalThis.customElements;
    if (!registry && !globalThis.document) return undefined;
    const first = registry.get(tag);
    if (first && first.version !== VERSION) warn(`<${tag}> is already defined, by ${first.version ? `version ${first.version}` : 'something else'}`);
    // A class has one name only, so each gets a class of its own.
    if (!first) registry.define(tag, class extends IntermissionStatus {});
    return registry.get(tag);
  } catch (error) {
    warn(`<${tag}> cannot be defined here:`, error);
    return undefined;
  }
}
