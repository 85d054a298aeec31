// Chromium for the benchmark: one browser, and a window of its own for each measured page.

import { readFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS, RESOLVER_RULES, setting } from '../scripts/check/published-site.mjs';

const PROBE = readFileSync(new URL('probe.js', import.meta.url), 'utf8');
/** Every window counts as seen, so that none is slowed down. */
const FLAGS = [
  ...CHROMIUM_FLAGS,
  `--host-resolver-rules=${RESOLVER_RULES}`,
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--lang=en',
];

/** Slow 4G as Lighthouse and Chromium's developer tools have it. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: (1474.56 * 1024) / 8, uploadThroughput: (675 * 1024) / 8 };

export async function launch() {
  return puppeteer.launch({
    executablePath: setting('CHROMIUM'),
    args: FLAGS,
    defaultViewport: { width: 1280, height: 800 },
    protocolTimeout: 300_000,
  });
}

/** Opens URL with nothing kept from before, under CONDITION: `full`, `cpu` (four times slower) or `slow4g`. */
export async function open(browser, url, condition = 'full') {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  if (condition === 'cpu') await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  if (condition === 'slow4g') {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW_4G);
  }
  await page.evaluateOnNewDocument(PROBE);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return {
    page,
    run: (name, argument) => page.evaluate((called, given) => globalThis.bench[called](given), name, argument),
    /** Seconds of the main thread spent in script so far. */
    script: async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find((it) => it.name === 'ScriptDuration').value;
    },
    /** Bytes of JavaScript objects and of WebAssembly's memory. */
    memory: async () => {
      await session.send('HeapProfiler.collectGarbage');
      const heap = await session.send('Runtime.getHeapUsage');
      return { script: heap.usedSize, wasm: await page.evaluate(() => globalThis.bench.wasmBytes()) };
    },
    close: () => context.close(),
  };
}
