// Trunk's post_build hook: turns a release build into one that runs under a strict content security policy.
//
// Trunk starts the page by an inline script that imports wasm-bindgen's glue. This replaces both by one file, minifies
// the styles, names every file by a hash of its content, compresses all files and prints their sizes. debug-build.mjs
// does less for debug builds.

import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundling, esbuild, integrity, renamed, written } from './assets.mjs';
import { compressAll } from './compress.mjs';
import { finishForDevelopment } from './debug-build.mjs';
import { finishFeeds } from './feeds.mjs';
import { TOOLS, WEB } from './folders.mjs';
import { finishHistory, optimizeHistory } from './history.mjs';
import { withStepsComputed } from './styles.mjs';
import { addedAttribute, edited, elements, inlineCode, isLink, replaced } from './html.mjs';
import { catalogues, finishLanguages } from './languages.mjs';
import { oneFile } from './one-file.mjs';
import { optimizeWasm } from './optimize-wasm.mjs';
import { fileOf } from './paths.mjs';
import { shortenNames } from './shorten-names.mjs';
import { WEIGHED, table, weigh } from './weigh.mjs';
import { finishWidget } from './widget.mjs';

const UNPACK = join(WEB, 'unpack-wasm.js');
const WORKER = join(WEB, 'sw.js');

/** Returns the elements of HTML by which Trunk starts the page. */
export function trunkParts(html) {
  const all = elements(html);
  const parts = {
    script: all.find(({ name, text }) => name === 'script' && text.includes('TrunkApplicationStarted')),
    modules: all.filter((element) => isLink(element, 'modulepreload')),
    wasm: all.find((e) => isLink(e, 'preload') && e.attributes.type === 'application/wasm'),
    styles: all.filter((element) => isLink(element, 'stylesheet')),
  };
  if (!parts.script || !parts.wasm || parts.modules.length === 0) {
    throw new Error('index.html does not start the page the way Trunk is known to');
  }
  return parts;
}

/** Finishes the build in DIST; returns the names of its files in groups, whose sizes are printed. */
async function finish(dist, publicUrl) {
  const page = join(dist, 'index.html');
  const html = readFileSync(page, 'utf8');
  const { script, modules, wasm, styles } = trunkParts(html);
  const site = { dist, publicUrl };
  const [readers] = await Promise.all([
    finishFeeds(site, TOOLS),
    optimizeHistory(site, TOOLS),
    optimizeWasm(fileOf(`${publicUrl}widget_bg.wasm`, dist, publicUrl), TOOLS),
    optimizeWasm(fileOf(wasm.attributes.href, dist, publicUrl), TOOLS),
  ]);
  const feedsUrl = `./${readers[0]}`;
  const languages = finishLanguages(site);
  const sheets = styleEdits(styles, site);
  const { files: history, bars } = finishHistory(site, sheets.url, languages.told);
  const widget = finishWidget(site, { feedsUrl, barsUrl: `./${bars}` }, languages.told);
  shortenNames(...[wasm, modules[0]].map(({ attributes }) => fileOf(attributes.href, dist, publicUrl)));
  const wasmUrl = renamed(wasm.attributes.href, site);
  const offlineUrl = offlineScript(site);
  const bundleUrl = bundled(modules, { WASM_URL: wasmUrl, OFFLINE_URL: offlineUrl, FEEDS_URL: feedsUrl, ...languages.told }, site);
  const sum = integrity(bundleUrl, site);
  const start = [
    `<link rel="modulepreload" href="${bundleUrl}" integrity="${sum}">`,
    `<link rel="preload" href="${wasmUrl}" as="fetch" type="application/wasm" crossorigin>`,
    `<script type="module" src="${bundleUrl}" integrity="${sum}"></script>`,
  ].join('\n');
  const linked = edited(html, [
    { ...script, text: start },
    ...[wasm, ...modules].map((element) => ({ ...element, text: '' })),
    ...sheets.edits,
  ]);
  const refused = inlineCode(linked.replace(autoreload(linked), ''));
  if (refused.length > 0) throw new Error(`the page's policy would refuse what index.html has inline: ${refused.join(', ')}`);
  const sums = (urls) => Object.fromEntries(urls.map((url) => [url, integrity(url, site)]));
  const assets = sums([...fetchedFiles(linked), offlineUrl]);
  // Without a network, pages of the history are shown as they were published: with their style, without their program.
  const pastStyle = history.filter((it) => it.endsWith('.css'));
  const later = sums([...readers, ...languages.files, ...pastStyle].map((it) => `${publicUrl}${it}`));
  const { html: finished, worker } = withWorker(linked, { assets, later }, readFileSync(WORKER, 'utf8'));
  writeFileSync(page, finished);
  const unpack = `${esbuild(['--loader=js'], readFileSync(UNPACK, 'utf8'))}`;
  const alone = oneFile(finished, site, unpack, ['en', catalogues().get('en')]);
  writeFileSync(join(dist, 'intermission.html'), alone);
  writeFileSync(join(dist, 'sw.js'), esbuild(['--loader=js'], worker));
  // The sample document is formatted for readers; the build delivers it without white space.
  const sample = join(dist, 'status.json');
  writeFileSync(sample, JSON.stringify(JSON.parse(readFileSync(sample, 'utf8'))));
  return { later: ['sw.js', basename(offlineUrl)], widget: [...widget, bars], readers, history, languages: languages.files };
}

/** Returns the addresses in HTML of files whose names have a hash. */
function fetchedFiles(html) {
  const named = elements(html).filter((e) => ['stylesheet', 'modulepreload', 'preload'].some((rel) => isLink(e, rel)));
  return named.map(({ attributes }) => attributes.href);
}

/**
 * Returns HTML with its version, and the source of its service worker: WORKER behind definitions of its constants. ASSETS
 * are the files of the page with their hashes, LATER those that only some pages fetch, and the sources are those that HTML
 * names. The version is a hash of all of them.
 */
export function withWorker(html, { assets, later }, worker) {
  const all = elements(html);
  const root = all.find(({ name }) => name === 'html');
  if (!root) throw new Error('expected index.html to have `<html>`');
  const option = all.find(({ attributes }) => attributes.name === 'intermission-source');
  const sources = (option?.attributes.content || '/status.json').trim().split(/\s+/);
  const version = createHash('sha256').update(html).update(worker).update(JSON.stringify([assets, later])).digest('hex').slice(0, 8);
  const told = Object.entries({ VERSION: version, ASSETS: assets, LATER: later, SOURCES: sources });
  return {
    html: replaced(html, [addedAttribute(root, 'data-version', version)]),
    worker: told.map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`).join('') + worker,
  };
}

/** Writes the script that registers and removes the service worker, a separate file; returns its URL. */
function offlineScript(site) {
  const define = `--define:WORKER_URL=${JSON.stringify(`${site.publicUrl}sw.js`)}`;
  const code = esbuild(['--loader=js', '--format=esm', define], readFileSync(join(WEB, 'offline.js'), 'utf8'));
  return written(`${site.publicUrl}offline.js`, code, site);
}

/** Returns the inline script that `trunk serve` adds, or an empty string. Developers run without the policy. */
function autoreload(html) {
  const script = elements(html).find(({ name, text }) => name === 'script' && text.includes('.well-known/trunk/ws'));
  return script ? html.slice(script.start, script.end) : '';
}

/** Bundles boot.js and the glue into one file; returns its URL. */
function bundled(modules, urls, site) {
  const glueUrl = modules[0].attributes.href;
  const glue = fileOf(glueUrl, site.dist, site.publicUrl);
  const code = esbuild(bundling(join(WEB, 'boot.js'), glue, [urls.OFFLINE_URL, urls.FEEDS_URL], urls));
  for (const { attributes } of modules) rmSync(fileOf(attributes.href, site.dist, site.publicUrl));
  rmSync(join(site.dist, 'snippets'), { recursive: true, force: true });
  return written(glueUrl, code, site);
}

/**
 * Joins all style sheets into one that replaces the first, each within its own `media`; returns its address and the edits. Addresses in them must start with
 * `/`, because Trunk has moved the sheets.
 */
function styleEdits(styles, site) {
  if (styles.length === 0) throw new Error('expected index.html to have style sheets, found none');
  const files = styles.map(({ attributes }) => fileOf(attributes.href, site.dist, site.publicUrl));
  const sheets = files.map((file, i) => forMedia(styles[i].attributes.media, readFileSync(file, 'utf8')));
  const css = esbuild(['--loader=css'], withStepsComputed(sheets.join('\n')));
  for (const file of files) rmSync(file);
  const url = written(styles[0].attributes.href, css, site);
  const link = `<link rel="stylesheet" href="${url}" integrity="${integrity(url, site)}">`;
  return { url, edits: styles.map((element, i) => ({ ...element, text: i === 0 ? link : '' })) };
}

function forMedia(media, css) {
  return media ? `@media ${media} {\n${css}\n}` : css;
}

async function main() {
  const { TRUNK_PROFILE, TRUNK_STAGING_DIR, TRUNK_PUBLIC_URL = '/' } = process.env;
  process.env.PATH = [join(TOOLS, 'bin'), process.env.PATH].join(delimiter);
  if (TRUNK_PROFILE !== 'release') {
    const parts = trunkParts(readFileSync(join(TRUNK_STAGING_DIR, 'index.html'), 'utf8'));
    return finishForDevelopment({ dist: TRUNK_STAGING_DIR, publicUrl: TRUNK_PUBLIC_URL }, parts);
  }
  const { later, widget, readers, history, languages } = await finish(TRUNK_STAGING_DIR, TRUNK_PUBLIC_URL);
  compressAll(TRUNK_STAGING_DIR);
  const first = WEIGHED['first-load'].files(TRUNK_STAGING_DIR, TRUNK_PUBLIC_URL);
  console.log(table(weigh(TRUNK_STAGING_DIR, first)));
  console.log(table(weigh(TRUNK_STAGING_DIR, later), 'fetched later, bytes'));
  console.log(table(weigh(TRUNK_STAGING_DIR, widget), 'the widget, bytes'));
  console.log(table(weigh(TRUNK_STAGING_DIR, readers), 'program for feeds, bytes'));
  console.log(table(weigh(TRUNK_STAGING_DIR, history.filter((name) => !/language-(?!en-)/.test(name))), 'history page, bytes'));
  console.log(table(weigh(TRUNK_STAGING_DIR, languages), 'languages, of which a visitor gets one, bytes'));
  console.log(table(weigh(TRUNK_STAGING_DIR, ['intermission.html']), 'in one file, bytes'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main();
  } catch (error) {
    console.error(`post-build: ${error.message}`);
    process.exitCode = 1;
  }
}
