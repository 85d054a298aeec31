// Dates, times, numbers and lists by `Intl`. Bindings for its objects would be several times as large as this script.

const made = new Map();

/** Returns a formatter. Each is made once, because making one costs a hundred times as much as using it. If the browser
 * does not know the zone, the formatter uses the visitor's own. */
function formatter(kind, tag, options) {
  const key = kind + tag + JSON.stringify(options);
  if (!made.has(key)) {
    try {
      made.set(key, new Intl[kind](tag, options));
    } catch {
      made.set(key, new Intl[kind](tag, { ...options, timeZone: undefined }));
    }
  }
  return made.get(key);
}

const time = { hour: '2-digit', minute: '2-digit' };
const date = { weekday: 'short', day: 'numeric', month: 'short' };
const year = { year: 'numeric' };

const dated = (options) => (at, dates) => dates(options).format(at);
const numbered = (options, unit = 1) => (number, _, numbers) => numbers(options).format(number / unit);

/** The formatting functions, in the order of `Format` in model/i18n/locale.rs. */
const forms = [
  dated(time),
  dated(date),
  dated({ ...date, ...time }),
  (at, dates) => dates({ hour: '2-digit', timeZoneName: 'shortOffset' }).formatToParts(at).find((it) => it.type === 'timeZoneName').value,
  numbered({}),
  numbered({ minimumIntegerDigits: 2 }),
  numbered({ style: 'percent', maximumFractionDigits: 3 }, 1e5),
  (number, _dates, _numbers, tag) => formatter('PluralRules', tag).select(number),
  dated(year),
  dated({ ...date, ...year, ...time }),
  dated({ ...date, ...year }),
  dated({ ...year, month: 'long' }),
];

export const write = (form, tag, value, zone) => forms[form](
  value,
  (options) => formatter('DateTimeFormat', tag, { ...options, timeZone: zone || undefined }),
  (options) => formatter('NumberFormat', tag, options),
  tag,
);

export const list = (tag, items) => formatter('ListFormat', tag, { type: 'unit' }).format(items.split('\n'));

const zones = new Map();

/** Returns whether the browser knows ZONE. The result is remembered, because each test makes a formatter. */
export function knows(zone) {
  if (!zones.has(zone)) zones.set(zone, isKnown(zone));
  return zones.get(zone);
}

function isKnown(zone) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
