// Finishes the history page: its program, its style, its texts, and history.html, which names them; and the script by which
// widgets show bars with the same program.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundling, esbuild, integrity, renamed, written } from './assets.mjs';
import { LANGUAGES, STYLE, WEB } from './folders.mjs';
import { catalogues, finishLanguages } from './languages.mjs';
import { optimizeWasm } from './optimize-wasm.mjs';
import { fileOf } from './paths.mjs';
import { shortenNames } from './shorten-names.mjs';
import { withStepsComputed } from './styles.mjs';
import { widgetSizes } from './widget-styles.mjs';

const TEMPLATE = join(WEB, 'history.html');

const style = (name) => readFileSync(join(STYLE, name), 'utf8');

/** Optimizes the module of SITE's history page with the tools in the folder TOOLS. */
export async function optimizeHistory(site, tools) {
  await optimizeWasm(fileOf(`${site.publicUrl}history_bg.wasm`, site.dist, site.publicUrl), tools);
}

/** Finishes the history page in SITE, whose module is optimized already. STYLES is the address of the page's style sheet, and
 * WORDS defines the constants of language.js. Returns the names of the files, the page last, and that of the script for
 * widgets. */
export function finishHistory(site, styles, words) {
  const { dist, publicUrl } = site;
  const [wasm, glue] = ['history_bg.wasm', 'history.js'].map((name) => `${publicUrl}${name}`);
  const files = [wasm, glue].map((url) => fileOf(url, dist, publicUrl));
  shortenNames(...files);
  const wasmUrl = renamed(wasm, site);
  const languages = finishLanguages(site, join(LANGUAGES, 'history'), 'history-language');
  const told = {
    ...words,
    WASM_URL: `./${basename(wasmUrl)}`,
    WASM_INTEGRITY: integrity(wasmUrl, site),
    HISTORY_LANGUAGE_URL: languages.told.LANGUAGE_URL,
  };
  const code = esbuild(bundling(join(WEB, 'history.js'), files[1], [], told));
  const bars = barsScript(site, files[1], told, languages.files);
  rmSync(files[1]);
  const script = written(glue, code, site);
  const rules = ['bars.css', 'history.css'].map(style).join('\n');
  const css = esbuild(['--loader=css'], withStepsComputed(rules, style('tokens.css')));
  const own = written(`${publicUrl}history.css`, css, site);
  const sheet = (url) => `<link rel="stylesheet" href="${url}" integrity="${integrity(url, site)}">`;
  const html = readFileSync(TEMPLATE, 'utf8')
    .replace('STYLES', [styles, own].map(sheet).join('\n'))
    .replace('SCRIPT_INTEGRITY', integrity(script, site))
    .replace('SCRIPT', script);
  writeFileSync(join(dist, 'history.html'), html);
  return { files: [script, wasmUrl, own].map((url) => basename(url)).concat(languages.files, 'history.html'), bars };
}

/** Bundles bars.js with the GLUE of the history page's module, which TOLD names. It imports each of the files LANGUAGES by an
 * address that is written out, because bundlers follow no others. Returns the name of the file. */
function barsScript(site, glue, told, languages) {
  const tags = [...catalogues(join(LANGUAGES, 'history')).keys()];
  const imports = tags.map((tag, index) => `${JSON.stringify(tag)}: () => import('./${languages[index]}')`);
  const texts = `${glue}.texts.js`;
  writeFileSync(texts, `export const texts = { __proto__: null, ${imports.join(', ')} };\n`);
  const css = esbuild(['--loader=css'], widgetSizes(['bars.css', 'days.css'].map(style).join('\n')));
  const { WASM_URL, WASM_INTEGRITY } = told;
  const constants = { WASM_URL, WASM_INTEGRITY, STYLES: `${css}`.trim() };
  const external = languages.map((name) => `./${name}`);
  const code = esbuild([...bundling(join(WEB, 'widget/bars.js'), glue, external, constants), `--alias:history-texts=${texts}`]);
  rmSync(texts);
  return basename(written(`${site.publicUrl}widget-bars.js`, code, site));
}
