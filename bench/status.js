// The parts that vanilla JS, Solid and Preact share: reading the document, the words, the order of the rows and the
// requests. Only the rendering differs between the three.

/** The word, the shape and the health of each status. */
const STATUSES = {
  operational: { word: 'Operational', shape: 'operational', severity: 0 },
  under_maintenance: { word: 'Under maintenance', shape: 'maintenance', severity: 1 },
  degraded_performance: { word: 'Degraded', shape: 'degraded', severity: 2 },
  partial_outage: { word: 'Partly out', shape: 'degraded', severity: 3 },
  major_outage: { word: 'Outage', shape: 'outage', severity: 4 },
};

/** The drawing of each shape, as path data. */
export const PATHS = {
  operational: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
  maintenance: 'M8 1l7 7-7 7-7-7z',
  degraded: 'M8 1.8l7.2 12.6H.8z',
  outage: 'M2.2 2.2h11.6v11.6H2.2z',
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Parses a status document. */
export function read(text) {
  const document = JSON.parse(text);
  const [maintenance] = document.scheduled_maintenances;
  return {
    page: document.page.name,
    subject: maintenance.name,
    start: Date.parse(maintenance.scheduled_for),
    end: Date.parse(maintenance.scheduled_until),
    publishedAt: Date.parse(document.published_at),
    refresh: document.refresh_secs * SECOND,
    rows: document.components.map(row),
  };
}

function row({ id, name, description, status, eta, regions }) {
  const { word, shape, severity } = STATUSES[status];
  return {
    id, name, detail: description, status, word, shape, severity, eta: eta ? Date.parse(eta) : 0, regions: regions.join(', '),
    search: `${name}\n${description}\n${regions.join('\n')}`.toLowerCase(),
  };
}

/** The rows to show, in order. Affected rows come first in a long table. */
export function shownRows(rows, { find, onlyAffected, sort }) {
  const wanted = find.toLowerCase();
  const shown = rows.filter((it) => (!onlyAffected || it.severity > 0) && (!wanted || it.search.includes(wanted)));
  if (sort) {
    const direction = sort.descending ? -1 : 1;
    return shown.sort((one, other) => direction * ORDERS[sort.by](one, other));
  }
  if (rows.length <= 20) return shown;
  return [...shown.filter((it) => it.severity > 0), ...shown.filter((it) => it.severity === 0)];
}

const compare = (one, other) => (one < other ? -1 : Number(one > other));
const ORDERS = {
  name: (one, other) => compare(one.name.toLowerCase(), other.name.toLowerCase()),
  status: (one, other) => other.severity - one.severity,
  eta: (one, other) => (one.eta || Infinity) === (other.eta || Infinity) ? 0 : (one.eta || Infinity) - (other.eta || Infinity),
};

/** The class of a table, which leaves out a column that says nothing. */
export const tableClass = (rows) => (rows.some((it) => it.eta) ? 'table' : 'table no-etas');

/** The class of a cell with an ETA. */
export const etaClass = (eta) => (eta ? 'eta' : 'eta unstated');

/** The columns that sort the table. */
export const COLUMNS = [['name', 'Service'], ['status', 'State'], ['eta', 'Back in']];

/** The next sort after a press on a heading: ascending, descending, none. */
export function pressed(sort, by) {
  if (sort?.by !== by) return { by, descending: false };
  return sort.descending ? null : { by, descending: true };
}

/** The value of `aria-sort` for a column. */
export const ariaSort = (sort, by) => (sort?.by !== by ? undefined : sort.descending ? 'descending' : 'ascending');

function amount(minutes) {
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

/** `in 12 min` */
export const until = (then, now) => `in ${amount(Math.max(0, Math.ceil((then - now) / MINUTE)))}`;

/** `12 s ago` */
export function ago(then, now) {
  const passed = Math.max(0, now - then);
  return passed < MINUTE ? `${Math.floor(passed / SECOND)} s ago` : `${amount(Math.floor(passed / MINUTE))} ago`;
}

/** `0:10:07` */
export function stopwatch(start, now) {
  const seconds = Math.max(0, Math.floor((now - start) / SECOND));
  const two = (number) => String(number).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** `~ 12 min`, `any moment` or `overdue 3 min` */
export function etaText(eta, now) {
  if (!eta) return '—';
  if (now < eta) return `~ ${amount(Math.ceil((eta - now) / MINUTE))}`;
  return now < eta + MINUTE ? 'any moment' : `overdue ${amount(Math.floor((now - eta) / MINUTE))}`;
}

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
/** `02:04 PM GMT` */
export const time = (instant) => clock.format(instant);

/** `6 of 12 services` */
export const countText = (shown, all) => `${shown} of ${all} services`;

/** Fetches the document now, at each refresh and when the function that this returns is called. */
export function poll(receive) {
  let timer;
  const check = async () => {
    clearTimeout(timer);
    const response = await fetch('/status.json', { cache: 'no-cache' });
    const status = read(await response.text());
    timer = setTimeout(check, status.refresh);
    receive({ ...status, nextCheck: Date.now() + status.refresh });
  };
  check();
  return check;
}

/** Calls TICK with the time at every full second. */
export function everySecond(tick) {
  const next = () => setTimeout(() => {
    tick(Date.now());
    next();
  }, SECOND - (Date.now() % SECOND));
  next();
}
