// Takes the README's pictures, docs/images/page-light.png and page-dark.png, of the gallery's cells, in which the clock
// stands still: `make readme-images`.

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './build/folders.mjs';
import { CHROMIUM_FLAGS, RESOLVER_RULES, onSite, setting } from './check/published-site.mjs';

const puppeteer = createRequire(join(ROOT, '.tools/audit/package.json'))('puppeteer-core');

/** Wide enough for the page's two columns, and high enough for its headline, counters and first services. */
const WINDOW = { width: 1120, height: 912 };
const THEMES = ['light', 'dark'];

const folder = join(ROOT, 'docs/images');
mkdirSync(folder, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: setting('CHROMIUM'),
  args: [...CHROMIUM_FLAGS, `--host-resolver-rules=${RESOLVER_RULES}`, '--hide-scrollbars', '--lang=en'],
  // The fonts of the tests, so that the pictures are the same on every machine.
  env: { ...process.env, FONTCONFIG_FILE: join(ROOT, 'tests/e2e/harness/fonts.conf') },
  defaultViewport: WINDOW,
});
try {
  await onSite(async ({ url }) => {
    for (const theme of THEMES) {
      const page = await browser.newPage();
      await page.goto(`${url}gallery/page/running/${theme}`);
      // Polled by an interval outside the page, whose own timers stand still.
      while (!(await page.$('.page[data-standing=live]'))) await new Promise((resolve) => setTimeout(resolve, 50));
      await page.screenshot({ path: join(folder, `page-${theme}.png`) });
    }
  });
} finally {
  await browser.close();
}
