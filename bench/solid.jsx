// The page in Solid: a store that is reconciled with each document by id, <For> over the shown rows, and one clock.

import { For, Show, createMemo, createSignal } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { render } from 'solid-js/web';
import {
  COLUMNS, PATHS, ago, ariaSort, countText, etaClass, etaText, everySecond, poll, pressed, shownRows, stopwatch, tableClass, time,
  until,
} from './status.js';

const [now, setNow] = createSignal(Date.now());
everySecond(setNow);

/** An element whose text follows the clock. */
function Counter(props) {
  const shown = createMemo(() => props.text(props.of, now()));
  return <span role="timer" class={props.class}>{shown()}</span>;
}

function StatusSymbol(props) {
  return (
    <svg class={`symbol is-${props.shape}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[props.shape]} />
    </svg>
  );
}

function Eta(props) {
  const shown = createMemo(() => etaText(props.at, now()));
  return <time datetime={new Date(props.at).toISOString()}>{shown()}</time>;
}

function Row(props) {
  return (
    <tr class="service">
      <th scope="row">
        <span class="name" dir="auto">{props.row.name}</span>
        <span class="detail" dir="auto">{props.row.detail}</span>
      </th>
      <td class="state">
        <span class={`status is-${props.row.shape}`}>
          <StatusSymbol shape={props.row.shape} />
          <span dir="auto">{props.row.word}</span>
        </span>
      </td>
      <td class={etaClass(props.row.eta)}>
        <Show when={props.row.eta} fallback={<span>—</span>}><Eta at={props.row.eta} /></Show>
      </td>
      <td class="regions" dir="auto">{props.row.regions}</td>
    </tr>
  );
}

function Headline(props) {
  return (
    <section class="headline">
      <p class="subject">{props.status.subject}</p>
      <h1>Maintenance is under way</h1>
      <p class="ending">
        <span>Expected to end at</span> <time>{time(props.status.end)}</time>{' '}
        <Counter class="ahead" text={until} of={props.status.end} />
      </p>
    </section>
  );
}

function StatusBar(props) {
  const next = (at, time) => `Next check ${until(at, time)}`;
  return (
    <section class="status-bar">
      <p class="status-line">
        <span class="age">
          Published <time>{time(props.status.publishedAt)}</time>,{' '}
          <Counter class="counter" text={ago} of={props.status.publishedAt} />
        </span>
        <Counter class="next counter" text={next} of={props.status.nextCheck} />
      </p>
      <p class="controls"><button type="button" onClick={() => props.check()}>Check now</button></p>
    </section>
  );
}

function Figures(props) {
  return (
    <section class="figures">
      <dl>
        <div class="figure">
          <dt>Elapsed so far</dt>
          <dd class="number"><Counter text={stopwatch} of={props.status.start} /></dd>
        </div>
        <div class="figure">
          <dt>Affected services</dt>
          <dd class="number">{props.status.rows.filter((it) => it.severity > 0).length}</dd>
        </div>
      </dl>
    </section>
  );
}

function Filter(props) {
  const isFiltered = () => props.browse.find || props.browse.onlyAffected;
  const clear = () => props.change({ find: '', onlyAffected: false });
  return (
    <div class="filter" role="search">
      <label class="field find">
        <span>Find a service</span>
        <input type="search" prop:value={props.browse.find} onInput={(event) => props.change({ find: event.currentTarget.value })} />
      </label>
      <label class="field check">
        <input type="checkbox" checked={props.browse.onlyAffected}
          onChange={(event) => props.change({ onlyAffected: event.currentTarget.checked })} />
        <span>Only affected</span>
      </label>
      <div class="found">
        <span role="status">{countText(props.shown, props.all)}</span>
        <Show when={isFiltered()}><button type="button" class="plain" onClick={clear}>Clear filters</button></Show>
      </div>
    </div>
  );
}

function Services(props) {
  const [browse, setBrowse] = createSignal({ find: '', onlyAffected: false, sort: null });
  const change = (values) => setBrowse((before) => ({ ...before, ...values }));
  const shown = createMemo(() => shownRows(props.rows, browse()));
  return (
    <section class="services">
      <h2>Services</h2>
      <Filter browse={browse()} change={change} shown={shown().length} all={props.rows.length} />
      <div class={tableClass(props.rows)}>
        <table>
          <thead>
            <tr>
              <For each={COLUMNS}>
                {([by, label]) => (
                  <th scope="col" aria-sort={ariaSort(browse().sort, by)}>
                    <button type="button" class="sort" onClick={() => change({ sort: pressed(browse().sort, by) })}>{label}</button>
                  </th>
                )}
              </For>
              <th scope="col">Regions</th>
            </tr>
          </thead>
          <tbody><For each={shown()}>{(row) => <Row row={row} />}</For></tbody>
        </table>
      </div>
    </section>
  );
}

function Page(props) {
  return (
    <div class="page" data-standing="live">
      <header class="masthead">
        <nav class="breadcrumb"><ol><li>{props.status.page}</li></ol></nav>
        <p class="badge"><StatusSymbol shape="maintenance" /><span>Maintenance</span></p>
      </header>
      <main id="content">
        <Headline status={props.status} />
        <StatusBar status={props.status} check={props.check} />
        <Figures status={props.status} />
        <Services rows={props.status.rows} />
      </main>
    </div>
  );
}

const [store, setStore] = createStore({});
let isBuilt = false;
const check = poll((status) => {
  setStore('status', reconcile(status, { key: 'id' }));
  if (isBuilt) return;
  isBuilt = true;
  const root = document.getElementById('intermission');
  root.replaceChildren();
  render(() => <Page status={store.status} check={check} />, root);
});
