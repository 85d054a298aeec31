// Takes the pictures of README and docs/design.md of the gallery's cells, in which the clock stands still:
// `make readme-images`. docs/images/page-light.png and page-dark.png show the page, states.png six states, small and in
// greyscale.

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './build/folders.mjs';
import { CHROMIUM_FLAGS, RESOLVER_RULES, onSite, setting } from './check/published-site.mjs';

const puppeteer = createRequire(join(ROOT, '.tools/audit/package.json'))('puppeteer-core');

/** Wide enough for the page's two columns, and high enough for its headline, counters and first services. */
const WINDOW = { width: 1120, height: 912 };
const THEMES = ['light', 'dark'];

/** A laptop's window, and the width of its picture among the states, in pixels: the page as seen from afar. */
const LAPTOP = { width: 1280, height: 800 };
const SMALL = 160;
/** The states, each with the freshness of its data. */
const STATES = [
  ['operational', 'live'],
  ['ahead', 'live'],
  ['running', 'live'],
  ['affected', 'live'],
  ['incident', 'live'],
  ['stale', 'stale'],
];

const folder = join(ROOT, 'docs/images');
mkdirSync(folder, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: setting('CHROMIUM'),
  args: [...CHROMIUM_FLAGS, `--host-resolver-rules=${RESOLVER_RULES}`, '--hide-scrollbars', '--lang=en'],
  // The fonts of the tests, so that the pictures are the same on every machine.
  env: { ...process.env, FONTCONFIG_FILE: join(ROOT, 'tests/e2e/harness/fonts.conf') },
  defaultViewport: WINDOW,
});

/** Opens a cell of the gallery, and waits until the page has the freshness STANDING. */
async function open(url, cell, standing = 'live') {
  const page = await browser.newPage();
  await page.goto(`${url}gallery/${cell}`);
  // Polled by an interval outside the page, whose own timers stand still.
  while (!(await page.$(`.page[data-standing=${standing}]`))) await new Promise((resolve) => setTimeout(resolve, 50));
  return page;
}

/** Takes one picture of STATES, three in a row. */
async function takeStates(url) {
  const images = [];
  for (const [state, standing] of STATES) {
    const page = await open(url, `page/${state}/light`, standing);
    await page.setViewport(LAPTOP);
    const picture = await page.screenshot({ encoding: 'base64' });
    images.push(`<img src="data:image/png;base64,${picture}" width="${SMALL}">`);
    await page.close();
  }
  const page = await browser.newPage();
  await page.setContent(
    `<!DOCTYPE html>
    <style>
      body { display: grid; grid-template-columns: repeat(3, auto); gap: 16px; width: fit-content; margin: 0; padding: 16px; }
      img { display: block; filter: grayscale(1); outline: 1px solid #999; }
    </style>${images.join('')}`,
  );
  await (await page.$('body')).screenshot({ path: join(folder, 'states.png') });
}

try {
  await onSite(async ({ url }) => {
    for (const theme of THEMES) {
      const page = await open(url, `page/running/${theme}`);
      await page.screenshot({ path: join(folder, `page-${theme}.png`) });
    }
  });
  await onSite(({ url }) => takeStates(url), { isPublished: false });
} finally {
  await browser.close();
}
