// Checks every page with the Nu HTML checker, as it is delivered and after its script has run, and the style sheets; fails
// on any message: `make test-audit`.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../build/folders.mjs';
import { CHROMIUM_FLAGS, RESOLVER_RULES, intermission, onSite, setting } from './published-site.mjs';

const TOOLS = join(ROOT, '.tools/audit/node_modules');
const CHECKER = join(TOOLS, 'vnu-jar/build/dist/vnu.jar');

/** Wrong messages of the checker, with their counts. A count that differs fails too, so that the list stays true. */
const MISTAKES = {
  // Container queries are in all browsers since 2023; its checker of styles does not know them.
  'CSS: Unrecognized at-rule “@container”': 1,
  'CSS: “container-type”: Property “container-type” doesn\'t exist.': 1,
  // A property of SVG 2 (section 8.13) that all browsers read from style sheets: in both one-file pages, in the built style
  // sheet and in its source.
  'CSS: “vector-effect”: Property “vector-effect” doesn\'t exist.': 4,
};
/** The module in one file is data, which no policy forbids; it runs nothing. */
const DATA_BLOCK = /^Inline script violates Content Security Policy \(meta tag\)/;

/** Pages as a visitor has them once the script has run: name, what the rehearsal is told, what shows that it came. */
const INCIDENT = JSON.stringify({
  page: { name: 'Example' },
  components: [{ id: 'a', name: 'Logins', status: 'major_outage' }],
  incidents: [{ name: 'Logins fail', status: 'investigating', impact: 'major', incident_updates: [{ status: 'investigating', body: 'Looking.' }] }],
});
const RUNNING = [
  { name: 'window', shows: 'running' },
  { name: 'planned', at: -10, shows: 'planned' },
  { name: 'over', at: 75, shows: 'over' },
  { name: 'incident', document: INCIDENT, shows: 'being investigated' },
  { name: 'failed', document: '<p>', shows: 'a web page instead' },
];

/** Returns the markup of the pages of RUNNING. */
async function serialised({ url, control }) {
  const puppeteer = createRequire(pathToFileURL(join(TOOLS, 'x.js')))('puppeteer-core');
  const browser = await puppeteer.launch({
    executablePath: setting('CHROMIUM'),
    args: [...CHROMIUM_FLAGS, `--host-resolver-rules=${RESOLVER_RULES}`],
  });
  try {
    const found = [];
    for (const { name, at, document, shows } of RUNNING) {
      if (at !== undefined) await control('POST', `at?minute=${at}`);
      if (document !== undefined) await control('POST', 'document', document);
      // A context of its own: nothing is kept from the state before.
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(`${url}index.html`);
      // biome-ignore lint/performance/useDomNodeTextContent: only text that is shown counts.
      await page.waitForFunction((text) => document.querySelector('.status-bar') && document.body.innerText.includes(text), {}, shows);
      found.push([`${name}-running.html`, await page.evaluate(() => `<!DOCTYPE html>\n${document.documentElement.outerHTML}`)]);
      await context.close();
    }
    return found;
  } finally {
    await browser.close();
  }
}

/** Returns the checker's messages on FILES. */
function complaints(files, options) {
  const { stdout, error } = spawnSync(setting('JAVA'), ['-jar', CHECKER, '--stdout', '--format', 'json', ...options, ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error || !stdout) throw new Error(`the checker does not run: ${error?.message ?? 'it says nothing'}`);
  return JSON.parse(stdout).messages.map(({ url, lastLine, lastColumn, message, extract }) => ({
    where: `${basename(url)}:${lastLine}:${lastColumn}`,
    message,
    extract,
  }));
}

await onSite(async (site) => {
  const { folder } = site;
  const pages = join(folder, 'pages');
  mkdirSync(pages);
  for (const [name, html] of await serialised(site)) writeFileSync(join(pages, name), html);
  intermission('render', join(folder, 'published.json'), '--one-file', '--output', join(pages, 'one-file.html'));
  const html = [
    join(ROOT, 'dist/index.html'),
    ...['index.html', 'history.html', 'plain.html', 'embed.html', 'intermission.html'].map((name) => join(folder, name)),
    ...readdirSync(join(folder, 'history')).filter((name) => name.endsWith('.html')).map((name) => join(folder, 'history', name)),
    ...readdirSync(pages).map((name) => join(pages, name)),
  ];
  const sheets = [join(folder), join(ROOT, 'style')].flatMap((it) =>
    readdirSync(it).filter((name) => name.endsWith('.css')).map((name) => join(it, name)),
  );
  const said = [...complaints(html, []), ...complaints(sheets, ['--css'])];
  const isData = ({ where, message }) => /^(one-file|intermission)\.html:/.test(where) && DATA_BLOCK.test(message);
  const counted = new Map();
  const real = said.filter((it) => {
    if (isData(it)) return false;
    counted.set(it.message, (counted.get(it.message) ?? 0) + 1);
    return !(it.message in MISTAKES);
  });
  for (const { where, message, extract } of real) console.error(`${where}: ${message}\n    ${extract?.replace(/\s+/g, ' ') ?? ''}`);
  const gone = Object.keys(MISTAKES).filter((it) => counted.get(it) !== MISTAKES[it]);
  if (real.length + gone.length > 0) {
    throw new Error(`expected nothing, found ${real.length}; expected mistakes not found as counted: ${gone.join(', ') || 'none'}`);
  }
  console.log(`nothing wrong with ${html.length} pages and ${sheets.length} style sheets`);
}).catch((error) => {
  console.error(`markup: ${error.message}`);
  process.exitCode = 1;
});
