// Hangs the cells that the address asks for: `/gallery.html?form=banner&state=running,over&theme=all&width=360`.

/** What is shown without a word on it: everything at once would be some hundred pages. */
const FIRST = { state: 'all', form: 'page', theme: 'light', width: '1280' };
/** How large a cell is shown, by its width: three of a row go on a screen. */
const SCALE = { 360: 1, 768: 0.6, 1280: 0.45 };
/** The longest part of a page that hangs, in its own pixels. */
const LONGEST = 4000;

const list = await (await fetch('/gallery/cells.json')).json();
const there = new Set(list.cells);
const query = new URLSearchParams(location.search);
const asked = (name) => query.get(name) ?? FIRST[name];
const names = (name) => list[name].map((it) => (Array.isArray(it) ? it[0] : `${it}`));
const chosen = (name) => names(name).filter((it) => asked(name) === 'all' || asked(name).split(',').includes(it));
const captions = new Map(list.state);

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

function field(name) {
  const options = ['all', ...names(name)].map((it) => make('option', { value: it, selected: it === asked(name) }, it));
  const select = make('select', { name, onchange: () => select.form.submit() }, ...options);
  return make('label', {}, name, select);
}

function cell(address, width) {
  const scale = SCALE[width];
  const frame = make('iframe', { src: `/gallery/${address}`, title: `${address} at ${width}`, loading: 'lazy', width });
  const mat = make('div', { className: 'mat' }, frame);
  const fit = (height) => {
    frame.height = height;
    frame.style.transform = `scale(${scale})`;
    mat.style.width = `${width * scale}px`;
    mat.style.height = `${height * scale}px`;
  };
  fit(800);
  frame.onload = () => {
    const { documentElement } = frame.contentDocument;
    // The page builds itself after it has loaded, and is as high as its window until then.
    const grow = () => fit(Math.min(LONGEST, Math.max(320, documentElement.scrollHeight)));
    new frame.contentWindow.ResizeObserver(grow).observe(frame.contentDocument.body);
  };
  const link = make('a', { href: `/gallery/at/${width}/${address}` }, `${address} · ${width}`);
  const caption = make('figcaption', {}, link, make('br'), captions.get(address.split('/')[1]));
  return make('figure', {}, mat, caption);
}

document.querySelector('form').append(...Object.keys(FIRST).map(field));
const wanted = chosen('form').flatMap((form) =>
  chosen('state').flatMap((state) => chosen('theme').map((theme) => `${form}/${state}/${theme}`)));
const cells = wanted.filter((address) => there.has(address));
const hung = cells.flatMap((address) => chosen('width').map((width) => cell(address, width)));
document.querySelector('main').append(...hung);
document.querySelector('[role=status]').textContent = `${hung.length} cells of ${list.cells.length * list.width.length}`;
