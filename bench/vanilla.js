// The page in plain DOM calls: one template for a row, a map from id to row, and writes only where a value differs.

import {
  COLUMNS, PATHS, ago, ariaSort, countText, etaClass, etaText, everySecond, poll, pressed, shownRows, stopwatch, tableClass, time,
  until,
} from './status.js';

const browse = { find: '', onlyAffected: false, sort: null };
const rows = new Map();
let status;
let check;
let parts;

const symbol = (shape) =>
  `<svg class="symbol is-${shape}" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="${PATHS[shape]}"></path></svg>`;

const template = (html) => {
  const element = document.createElement('template');
  element.innerHTML = html;
  return element.content.firstChild;
};

const FRAME = `<div class="page" data-standing="live">
<header class="masthead"><nav class="breadcrumb"><ol><li data-part="name"></li></ol></nav>
<p class="badge">${symbol('maintenance')}<span>Maintenance</span></p></header>
<main id="content">
<section class="headline"><p class="subject" data-part="subject"></p><h1>Maintenance is under way</h1>
<p class="ending"><span>Expected to end at</span> <time data-part="end"></time> <span class="ahead" role="timer" data-part="left"></span></p></section>
<section class="status-bar"><p class="status-line"><span class="age">Published <time data-part="published"></time>,
<span class="counter" role="timer" data-part="age"></span></span>
<span class="next counter" role="timer">Next check <span data-part="next"></span></span></p>
<p class="controls"><button type="button" data-part="check">Check now</button></p></section>
<section class="figures"><dl>
<div class="figure"><dt>Elapsed so far</dt><dd class="number"><time role="timer" data-part="elapsed"></time></dd></div>
<div class="figure"><dt>Affected services</dt><dd class="number" data-part="affected"></dd></div></dl></section>
<section class="services"><h2>Services</h2><div class="filter" role="search">
<label class="field find"><span>Find a service</span><input type="search" data-part="find"></label>
<label class="field check"><input type="checkbox" data-part="only"><span>Only affected</span></label>
<div class="found"><span role="status" data-part="count"></span>
<button type="button" class="plain" data-part="clear" hidden>Clear filters</button></div></div>
<div class="table" data-part="table"><table><thead><tr>
${COLUMNS.map(([by, label]) => `<th scope="col" data-column="${by}"><button type="button" class="sort">${label}</button></th>`).join('')}
<th scope="col">Regions</th></tr></thead><tbody data-part="body"></tbody></table></div></section>
</main></div>`;

const ROW = template(`<tr class="service"><th scope="row"><span class="name" dir="auto"> </span><span class="detail" dir="auto"> </span></th>\
<td class="state"><span class="status">${symbol('operational')}<span dir="auto"> </span></span></td>\
<td class="eta unstated"><span> </span></td><td class="regions" dir="auto"> </td></tr>`);

/** A row of the table, and the values that it shows. */
class Row {
  constructor(data) {
    this.element = ROW.cloneNode(true);
    const [name, state, eta, regions] = this.element.children;
    this.name = name.firstChild.firstChild;
    this.detail = name.lastChild.firstChild;
    this.status = state.firstChild;
    this.etaCell = eta;
    this.eta = eta.firstChild.firstChild;
    this.regions = regions.firstChild;
    this.data = {};
    this.update(data);
  }

  update(data) {
    const before = this.data;
    this.data = data;
    if (data.name !== before.name) this.name.data = data.name;
    if (data.detail !== before.detail) this.detail.data = data.detail;
    if (data.regions !== before.regions) this.regions.data = data.regions;
    if (data.status !== before.status) this.showStatus(data);
    if (data.eta !== (before.eta ?? 0)) this.replaceEta(data.eta);
    this.tick(Date.now());
  }

  showStatus({ shape, word }) {
    const [picture, words] = this.status.children;
    this.status.className = `status is-${shape}`;
    picture.setAttribute('class', `symbol is-${shape}`);
    picture.firstChild.setAttribute('d', PATHS[shape]);
    words.firstChild.data = word;
  }

  replaceEta(eta) {
    const element = document.createElement(eta ? 'time' : 'span');
    if (eta) element.dateTime = new Date(eta).toISOString();
    this.eta = document.createTextNode('');
    element.append(this.eta);
    this.etaCell.className = etaClass(eta);
    this.etaCell.replaceChildren(element);
  }

  tick(now) {
    write(this.eta, etaText(this.data.eta, now));
  }
}

function write(node, text) {
  if (node.data !== text) node.data = text;
}

function receive(received) {
  if (!parts) build();
  status = received;
  const seen = new Set();
  for (const data of status.rows) {
    seen.add(data.id);
    const row = rows.get(data.id);
    if (row) row.update(data);
    else rows.set(data.id, new Row(data));
  }
  for (const id of rows.keys()) if (!seen.has(id)) rows.delete(id);
  write(parts.name, status.page);
  write(parts.subject, status.subject);
  write(parts.end, time(status.end));
  write(parts.published, time(status.publishedAt));
  write(parts.affected, String(status.rows.filter((it) => it.severity > 0).length));
  if (parts.table.className !== tableClass(status.rows)) parts.table.className = tableClass(status.rows);
  tick(Date.now());
  arrange();
}

/** Builds the frame of the page. Each part with a text is known by its text node. */
function build() {
  const root = document.getElementById('intermission');
  root.innerHTML = FRAME;
  parts = {};
  for (const element of root.querySelectorAll('[data-part]')) {
    const isText = !element.matches('input, button, tbody, .table');
    if (isText) element.append('');
    parts[element.dataset.part] = isText ? element.appendChild(document.createTextNode('')) : element;
  }
  parts.check.onclick = () => check();
  parts.find.oninput = () => change({ find: parts.find.value });
  parts.only.onchange = () => change({ onlyAffected: parts.only.checked });
  parts.clear.onclick = () => {
    parts.find.value = '';
    parts.only.checked = false;
    change({ find: '', onlyAffected: false });
  };
  parts.columns = [...root.querySelectorAll('[data-column]')];
  for (const column of parts.columns) {
    column.firstChild.onclick = () => change({ sort: pressed(browse.sort, column.dataset.column) });
  }
}

function change(values) {
  Object.assign(browse, values);
  arrange();
}

/** Brings the shown rows into the document, in order; rows that stand in the right place are not touched. */
function arrange() {
  const shown = shownRows(status.rows, browse).map((it) => rows.get(it.id).element);
  const kept = new Set(shown);
  for (const element of [...parts.body.children]) if (!kept.has(element)) element.remove();
  let next = parts.body.firstChild;
  for (const element of shown) {
    if (element === next) next = next.nextSibling;
    else parts.body.insertBefore(element, next);
  }
  write(parts.count, countText(shown.length, status.rows.length));
  parts.clear.hidden = !browse.find && !browse.onlyAffected;
  for (const column of parts.columns) {
    const sort = ariaSort(browse.sort, column.dataset.column);
    if (sort) column.setAttribute('aria-sort', sort);
    else column.removeAttribute('aria-sort');
  }
}

function tick(now) {
  write(parts.left, until(status.end, now));
  write(parts.age, ago(status.publishedAt, now));
  write(parts.next, until(status.nextCheck, now));
  write(parts.elapsed, stopwatch(status.start, now));
  for (const row of rows.values()) if (row.data.eta) row.tick(now);
}

check = poll(receive);
everySecond((now) => status && tick(now));
