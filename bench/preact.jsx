// The page in Preact: memoised rows by key, and counters that follow one clock and render only when their text differs.

import { render } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useMemo, useState } from 'preact/hooks';
import {
  COLUMNS, PATHS, ago, ariaSort, countText, etaClass, etaText, everySecond, poll, pressed, shownRows, stopwatch, tableClass, time,
  until,
} from './status.js';

const listeners = new Set();
everySecond((now) => {
  for (const listen of listeners) listen(now);
});

/** The text that `text` makes of the time. A text that stays the same renders nothing. */
function useClock(text, dependencies) {
  const [, setShown] = useState('');
  useEffect(() => {
    const listen = (now) => setShown(text(now));
    listeners.add(listen);
    return () => listeners.delete(listen);
  }, dependencies);
  return text(Date.now());
}

function Counter({ tag: Tag = 'span', text, of, ...attributes }) {
  const shown = useClock((now) => text(of, now), [of]);
  return <Tag role="timer" {...attributes}>{shown}</Tag>;
}

function StatusSymbol({ shape }) {
  return (
    <svg class={`symbol is-${shape}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[shape]} />
    </svg>
  );
}

function Eta({ at }) {
  const shown = useClock((now) => etaText(at, now), [at]);
  return <time dateTime={new Date(at).toISOString()}>{shown}</time>;
}

function isSame(before, after) {
  const one = before.row;
  const other = after.row;
  return one.status === other.status && one.eta === other.eta && one.name === other.name
    && one.detail === other.detail && one.regions === other.regions;
}

const Row = memo(({ row }) => (
  <tr class="service">
    <th scope="row">
      <span class="name" dir="auto">{row.name}</span>
      <span class="detail" dir="auto">{row.detail}</span>
    </th>
    <td class="state">
      <span class={`status is-${row.shape}`}>
        <StatusSymbol shape={row.shape} />
        <span dir="auto">{row.word}</span>
      </span>
    </td>
    <td class={etaClass(row.eta)}>{row.eta ? <Eta at={row.eta} /> : <span>—</span>}</td>
    <td class="regions" dir="auto">{row.regions}</td>
  </tr>
), isSame);

function Headline({ status }) {
  return (
    <section class="headline">
      <p class="subject">{status.subject}</p>
      <h1>Maintenance is under way</h1>
      <p class="ending">
        <span>Expected to end at</span> <time>{time(status.end)}</time> <Counter class="ahead" text={until} of={status.end} />
      </p>
    </section>
  );
}

function StatusBar({ status, check }) {
  const next = (at, now) => `Next check ${until(at, now)}`;
  return (
    <section class="status-bar">
      <p class="status-line">
        <span class="age">
          Published <time>{time(status.publishedAt)}</time>, <Counter class="counter" text={ago} of={status.publishedAt} />
        </span>
        <Counter class="next counter" text={next} of={status.nextCheck} />
      </p>
      <p class="controls"><button type="button" onClick={check}>Check now</button></p>
    </section>
  );
}

function Figures({ status }) {
  return (
    <section class="figures">
      <dl>
        <div class="figure">
          <dt>Elapsed so far</dt>
          <dd class="number"><Counter tag="time" text={stopwatch} of={status.start} /></dd>
        </div>
        <div class="figure">
          <dt>Affected services</dt>
          <dd class="number">{status.rows.filter((it) => it.severity > 0).length}</dd>
        </div>
      </dl>
    </section>
  );
}

function Filter({ browse, change, shown, all }) {
  const clear = () => change({ find: '', onlyAffected: false });
  return (
    <div class="filter" role="search">
      <label class="field find">
        <span>Find a service</span>
        <input type="search" value={browse.find} onInput={(event) => change({ find: event.currentTarget.value })} />
      </label>
      <label class="field check">
        <input type="checkbox" checked={browse.onlyAffected}
          onChange={(event) => change({ onlyAffected: event.currentTarget.checked })} />
        <span>Only affected</span>
      </label>
      <div class="found">
        <span role="status">{countText(shown, all)}</span>
        {(browse.find || browse.onlyAffected) && <button type="button" class="plain" onClick={clear}>Clear filters</button>}
      </div>
    </div>
  );
}

function Services({ rows }) {
  const [browse, setBrowse] = useState({ find: '', onlyAffected: false, sort: null });
  const change = (values) => setBrowse((before) => ({ ...before, ...values }));
  const shown = useMemo(() => shownRows(rows, browse), [rows, browse]);
  return (
    <section class="services">
      <h2>Services</h2>
      <Filter browse={browse} change={change} shown={shown.length} all={rows.length} />
      <div class={tableClass(rows)}>
        <table>
          <thead>
            <tr>
              {COLUMNS.map(([by, label]) => (
                <th scope="col" key={by} aria-sort={ariaSort(browse.sort, by)}>
                  <button type="button" class="sort" onClick={() => change({ sort: pressed(browse.sort, by) })}>{label}</button>
                </th>
              ))}
              <th scope="col">Regions</th>
            </tr>
          </thead>
          <tbody>{shown.map((row) => <Row key={row.id} row={row} />)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Page({ status, check }) {
  return (
    <div class="page" data-standing="live">
      <header class="masthead">
        <nav class="breadcrumb"><ol><li>{status.page}</li></ol></nav>
        <p class="badge"><StatusSymbol shape="maintenance" /><span>Maintenance</span></p>
      </header>
      <main id="content">
        <Headline status={status} />
        <StatusBar status={status} check={check} />
        <Figures status={status} />
        <Services rows={status.rows} />
      </main>
    </div>
  );
}

const root = document.getElementById('intermission');
let isEmpty = false;
const check = poll((status) => {
  if (!isEmpty) root.replaceChildren();
  isEmpty = true;
  render(<Page status={status} check={check} />, root);
});
