// Reads the published feeds with programs of others, and fails on any fault or difference: `make test-audit`. Jing compares
// the Atom feeds with the rules of RFC 4287 (atom.rnc), feedparser reads them. The JSON feeds must have the same entries.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ROOT } from '../build/folders.mjs';
import { intermission, setting } from './published-site.mjs';

const CHECKER = join(ROOT, '.tools/audit/node_modules/vnu-jar/build/dist/vnu.jar');
/** The HTML checker contains Jing under a name of its own. */
const JING = 'nu.validator.vendor.thaiopensource.relaxng.util.Driver';
const HOST = 'https://status.example.com';

const HOUR = 3_600_000;
const now = Math.floor(Date.now() / 1000) * 1000;
const at = (hours) => new Date(now + hours * HOUR).toISOString().replace('.000', '');

/** Texts and ids that could break a feed: markup, ampersands, control characters, a right-to-left override, spaces. */
const SERVICES = [
  { id: 'shop', name: 'Shop & <b>till</b>', status: 'partial_outage' },
  { id: 'API 2', name: 'API "2"', status: 'operational' },
  { id: 'idle', name: 'Idle', status: 'operational' },
];
const [shop, api] = SERVICES.map(({ id, name }) => ({ id, name }));
const message = (id, hours, body) => ({ ...(id && { id }), status: 'identified', body, display_at: at(hours) });

/** An incident with messages, one ahead without any, one with a message. */
const DOCUMENT = {
  page: { name: 'Example & Sons <us>', url: `${HOST}/` },
  components: SERVICES,
  incidents: [
    {
      id: 'slow/1', name: 'Slow ]]> <shop>', status: 'identified', impact: 'minor', started_at: at(-3), components: [shop],
      incident_updates: [
        message('b "2"', -1, '<p>We <b>look</b> &amp; see.</p><script>alert(1)</script>'),
        message(null, -2, 'A bell\u0007, a null\u0000, \uFFFE, \u202Eturned\u202C, 😀.\n]]>'),
      ],
    },
  ],
  scheduled_maintenances: [
    { id: 'move', name: 'Move', status: 'scheduled', scheduled_for: at(900), scheduled_until: at(903), components: [shop, api] },
    {
      id: 'swap', name: 'Swap', status: 'scheduled', scheduled_for: at(950), scheduled_until: at(951), components: [api],
      incident_updates: [message('s', -4, 'We swap a disk.')],
    },
  ],
};

/** More messages than a feed has entries. */
const LONG = {
  components: SERVICES,
  incidents: [
    {
      name: 'Slow', status: 'investigating', started_at: at(-70), components: [shop],
      incident_updates: Array.from({ length: 60 }, (_, index) => message(`m${index}`, index - 65, `Step ${index}.`)),
    },
  ],
};

const EMPTY = { components: [{ name: 'Shop', status: 'operational' }] };

/** Changes after which a feed is not valid Atom: the checker must say so of each. */
const BREAKS = [
  ['no id', /<id>[^<]*<\/id>/, ''],
  ['no title', /<title>[^<]*<\/title>/, ''],
  ['no time', /<updated>[^<]*<\/updated>/, ''],
  ['two titles', '<title>', '<title/><title>'],
  ['a relative id', /<id>[^<]*<\/id>/, '<id>history</id>'],
  ['a time without a zone', /Z<\/updated>/, '</updated>'],
  ['a date without a time', /T[^<]*<\/updated>/, '</updated>'],
  ['an author without a name', /<author>.*?<\/author>/, '<author/>'],
  ['a link without an address', / href="[^"]*"/, ''],
  ['a link with text', /(<link [^>]*)\/>/, '$1>text</link>'],
  ['a category without a term', / term="[^"]*"/, ''],
  ['an unknown element', '<entry>', '<entry><body/>'],
  ['a summary with markup', '<content type="html">', '<summary><b/></summary><content type="html">'],
  ['text outside', '<entry>', 'text<entry>'],
  ['another namespace', '2005/Atom', '2005/atom'],
  ['no end', '</feed>', ''],
];

function run(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
  if (error) throw new Error(`${program} does not run: ${error.message}`);
  return { status, stdout, stderr };
}

/** Returns what Jing says of FILES, nothing if all are valid. */
function invalid(files) {
  const { status, stdout, stderr } = run(setting('JAVA'), ['-cp', CHECKER, JING, '-c', join(ROOT, 'scripts/check/atom.rnc'), ...files]);
  if ((status === 0) !== (stdout === '') || stderr) throw new Error(`Jing ended with ${status}: ${stdout}${stderr}`);
  return stdout.split('\n').filter(Boolean);
}

/** Returns what feedparser reads in FILES. */
function read(files) {
  const env = { ...process.env, PYTHONPATH: join(ROOT, '.tools/feedparser'), PYTHONDONTWRITEBYTECODE: '1' };
  const { status, stdout, stderr } = run('python3', [join(ROOT, 'scripts/check/read-feeds.py'), ...files], { env });
  if (status !== 0) throw new Error(`feedparser: ${stderr}`);
  return JSON.parse(stdout);
}

const faults = [];
const expect = (what, found, expected) => {
  if (!isDeepStrictEqual(found, expected)) {
    faults.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
  }
};

/** Publishes DOCUMENT into a folder, and returns the paths of its Atom feeds. */
function published(home, name, document, ...args) {
  const folder = join(home, name);
  mkdirSync(folder);
  const file = join(home, `${name}.json`);
  writeFileSync(file, JSON.stringify(document));
  intermission('publish', file, '--to', folder, '--no-page', '--no-social', ...args);
  const ofServices = readdirSync(join(folder, 'history')).filter((it) => it.endsWith('.atom'));
  return [join(folder, 'feed.atom'), ...ofServices.map((it) => join(folder, 'history', it))];
}

/** Compares a feed with rules that no schema has, and with its JSON feed. */
function compare(file, feed) {
  const what = `${basename(join(file, '..'))}/${basename(file)}`;
  const ids = feed.entries.map((it) => it.id);
  expect(`${what}: ids that are used twice`, ids.filter((id, index) => ids.indexOf(id) !== index), []);
  expect(`${what}: fault and version`, [feed.fault, feed.version], [null, 'atom10']);
  const times = feed.entries.map((it) => it.updated);
  expect(`${what}: times`, times, times.toSorted().reverse());
  expect(`${what}: updated`, feed.updated, times[0] ?? '1970-01-01T00:00:00Z');
  expect(`${what}: relations`, feed.links.map(([rel]) => rel), ['self', 'alternate']);
  const json = JSON.parse(readFileSync(file.replace(/atom$/, 'json'), 'utf8'));
  expect(`${what}: JSON Feed`, [json.version, json.title, json.authors], ['https://jsonfeed.org/version/1.1', feed.title, [{ name: feed.author }]]);
  const isThere = json.feed_url !== undefined;
  if (isThere) {
    expect(`${what}: addresses`, [json.feed_url.replace(/json$/, 'atom'), json.home_page_url], feed.links.map(([, , href]) => href));
  }
  expect(`${what}: number of items`, json.items.length, feed.entries.length);
  for (const [index, { id, title, published, services, link, html }] of feed.entries.entries()) {
    const { content_text: _, ...item } = json.items[index] ?? {};
    // feedparser closes tags as XML does.
    const content_html = html[0].replaceAll('<br />', '<br>');
    expect(`${what}: item`, item, { id, title, date_published: published, tags: services, content_html, ...(isThere && { url: link }) });
  }
  // An item has an id and content, both texts.
  const bare = json.items.filter((it) => typeof it.content_text !== 'string' || it.id === '');
  expect(`${what}: items without text or id`, bare, []);
}

/** Compares what feedparser reads of DOCUMENT with what it says. */
function compareWithDocument(feed, of) {
  const id = (record, key) => `tag:status.example.com,2026:${record}${key}`;
  const [incident, swap] = [`${at(-3).slice(0, 7)}-slow-1`, `${at(950).slice(0, 7)}-swap`];
  const [move] = feed.entries.filter((it) => it.title.startsWith('Move'));
  // An entry without a message has the time of the publication.
  const since = move ? Date.parse(move.updated) : now;
  expect('time of the maintenance without a message', since >= now && since <= Date.now(), true);
  const entries = [
    [id(`${at(900).slice(0, 7)}-move`, ''), 'Move: Scheduled', move?.updated, [shop.name, api.name]],
    [id(incident, '/b%20%222%22'), 'Slow ]]> <shop>: Identified', at(-1), [shop.name]],
    [id(incident, `/${at(-2)}`), 'Slow ]]> <shop>: Identified', at(-2), [shop.name]],
    [id(swap, '/s'), 'Swap: Identified', at(-4), [api.name]],
  ];
  const wanted = entries.filter(([, , , services]) => of === undefined || services.includes(of));
  const found = feed.entries.map((it) => [it.id, it.title, it.published, it.services]);
  expect(`entries of ${of ?? 'everything'}`, found, wanted);
  const links = feed.entries.map((it) => it.link);
  expect('links', links, wanted.map(([id]) => `${HOST}/history.html#${decodeURIComponent(id).split(':')[2].split('/')[0]}`));
  expect('author', feed.author, DOCUMENT.page.name);
  const markup = feed.entries.flatMap((it) => it.html).filter((it) => /<(?!\/?p>|br \/>)/.test(it));
  expect('markup of messages', markup, []);
}

const home = mkdtempSync(join(tmpdir(), 'intermission-feeds-'));
try {
  const files = published(home, 'full', DOCUMENT);
  const found = read(files);
  for (const [index, feed] of found.entries()) {
    const { title } = feed;
    const of = SERVICES.find((it) => title.endsWith(` · ${it.name}`))?.name;
    compareWithDocument(feed, of);
    if ((of === undefined) !== (index === 0)) faults.push(`${title}: unexpected title`);
  }
  expect('feeds', files.length, 1 + SERVICES.length);
  const tags = readdirSync(join(ROOT, 'languages')).filter((it) => it.endsWith('.json')).map((it) => it.slice(0, -5));
  const others = tags.flatMap((tag) => published(home, tag, DOCUMENT, '--lang', tag));
  others.push(...published(home, 'long', LONG), ...published(home, 'empty', EMPTY));
  const all = [...files, ...others];
  const feeds = [...found, ...read(others)];
  for (const [index, feed] of feeds.entries()) compare(all[index], feed);
  expect('entries of a long feed', feeds[all.indexOf(join(home, 'long/feed.atom'))].entries.length, 50);
  faults.push(...invalid(all));

  const whole = readFileSync(files[0], 'utf8');
  const broken = BREAKS.map(([name, from, to]) => {
    const file = join(home, `${name.replaceAll(' ', '-')}.atom`);
    const text = whole.replace(from, to);
    if (text === whole) faults.push(`${name}: the feed has no such place`);
    writeFileSync(file, text);
    return file;
  });
  const refused = broken.filter((file) => invalid([file]).length > 0);
  expect('feeds that must be refused', refused, broken);
  if (faults.length > 0) throw new Error(`expected no faults, found ${faults.length}:\n${faults.join('\n')}`);
  console.log(`nothing wrong with ${all.length} Atom feeds and as many JSON feeds; ${broken.length} broken ones were refused`);
} catch (error) {
  console.error(`feeds: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true });
}
