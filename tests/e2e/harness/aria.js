// Finds elements by role and accessible name, as visitors and assistive technology do. It is in front of each script of
// a test, see `Visitor::run`. Each function takes what is rendered only, returns `null` if there is no such element, and
// throws if there are several.
// biome-ignore lint/correctness/noUnusedVariables: the scripts that follow use it.
const aria = (root = document) => {
  /** Elements that have a role without an attribute `role`. */
  const NATIVE = {
    button: 'button',
    checkbox: 'input[type=checkbox]',
    columnheader: 'th[scope=col]',
    combobox: 'select',
    complementary: 'aside',
    heading: 'h1, h2, h3',
    link: 'a[href]',
    list: 'ul, ol',
    listitem: 'li',
    navigation: 'nav',
    progressbar: 'progress',
    region: 'section[aria-label]',
    row: 'tr',
    rowheader: 'th[scope=row]',
    searchbox: 'input[type=search]',
    slider: 'input[type=range]',
    table: 'table',
  };
  const words = (it) => (it?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const name = (it) => {
    return it.ariaLabel ?? words(it.labels?.[0]?.querySelector('span') ?? it.caption ?? it);
  };
  const rendered = (selector) => [...(root?.querySelectorAll(selector) ?? [])].filter((it) => it.checkVisibility());
  const single = (found, sought) => {
    if (found.length > 1) throw new Error(`expected one ${sought}, found ${found.length}`);
    return found[0] ?? null;
  };
  const all = (role, wanted) => rendered(`[role=${role}], :is(${NATIVE[role] ?? 'none'}):not([role])`)
    .filter((it) => wanted === undefined || name(it) === wanted);
  const one = (role, wanted) => single(all(role, wanted), `${role} ${wanted ?? ''}`);
  /** The rows of services; the rows of column headings and of groups have no row header. */
  const services = () => all('row').filter((it) => it.querySelector('th[scope=row]'));
  /** The row of a service; its row header begins with the name, and descriptions follow. */
  const row = (service) => single(services().filter((it) => words(it.querySelector('th[scope=row] > *')) === service), service);
  /** A cell of a service's row, by the heading of its column. */
  const cell = (service, column) => {
    const it = row(service);
    const headings = [...(it?.closest('table').tHead.rows[0].cells ?? [])].map(words);
    return it?.cells[headings.indexOf(column)] ?? null;
  };
  /** A control with a label. */
  const field = (label) => single(rendered('input, select').filter((it) => name(it) === label), label);
  /** A term with its definitions, such as a figure below the headline. */
  const term = (wanted) => single(rendered('dt').filter((it) => words(it) === wanted), wanted)?.parentElement ?? null;
  /** A part of the page, by its heading. */
  const section = (heading) => single(rendered('section').filter((it) => words(it.querySelector('h1, h2')) === heading), heading);
  /** An item of a list, by its heading. */
  const item = (heading) => single(all('listitem').filter((it) => words(it.querySelector('h3')) === heading), heading);
  const css = (selector) => root?.querySelector(selector) ?? null;
  return { all, cell, css, field, item, one, row, section, services, term };
};
