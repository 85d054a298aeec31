// Finishes the widget: its program, its style, and the scripts with stable names that hosts' pages load.
//
// The scripts with stable names contain the hashed names of the other files of their build, so files of two builds
// never mix.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { NO_DISPOSAL, esbuild, renamed, written } from './assets.mjs';
import { STYLE, WEB, WIDGET_PARTS } from './folders.mjs';
import { shortenNames } from './shorten-names.mjs';
import { fileOf } from './paths.mjs';
import { widgetStyles } from './widget-styles.mjs';

/** Scripts that hosts' pages load: widget.js registers the element, widget-element.js only exports it. */
const LOADERS = { 'widget.js': 'register.js', 'widget-element.js': 'element.js' };

/** The script of embed.html, for hosts that allow frames only. */
const FRAME = { 'embed.js': 'frame.js' };

/** Style sheets with stable names, as they are in style/. */
const SHEETS = { 'embed.css': 'frame.css', 'widget.css': 'host.css' };

const style = (name) => readFileSync(join(STYLE, name), 'utf8');

/** Finishes the widget in SITE, whose module is optimized already. The addresses are those of the scripts for feeds and for
 * bars; WORDS defines the constants of language.js. Returns the names of the widget's files. */
export function finishWidget(site, { feedsUrl, barsUrl }, words) {
  const { dist, publicUrl } = site;
  const [wasm, glue] = ['widget_bg.wasm', 'widget.js'].map((name) => `${publicUrl}${name}`);
  const files = [wasm, glue].map((url) => fileOf(url, dist, publicUrl));
  shortenNames(...files);
  const wasmName = basename(renamed(wasm, site));
  const css = esbuild(['--loader=css'], widgetStyles(style('tokens.css'), ['base.css', 'parts.css', 'widget.css'].map(style)));
  const told = { WASM_URL: `./${wasmName}`, STYLES: css, FEEDS_URL: feedsUrl, BARS_URL: barsUrl, ...words };
  keepParts(wasmName, files[1], css);
  const programName = program(files[1], told, site);
  rmSync(files[1]);
  const version = createHash('sha256').update(programName).digest('hex').slice(0, 8);
  for (const [name, source] of Object.entries({ ...LOADERS, ...FRAME })) writeFileSync(join(dist, name), loader(source, programName, version));
  for (const [name, source] of Object.entries(SHEETS)) writeFileSync(join(dist, name), esbuild(['--loader=css'], style(source)));
  return [...Object.keys(LOADERS), programName, wasmName];
}

/** Bundles the GLUE of the module WASM_NAME, and writes it and the style sheet CSS to a folder of that name, for
 * npm-package.mjs: the built page has both only as a part of the program, in which the addresses of files are fixed. */
function keepParts(wasmName, glue, css) {
  const folder = join(WIDGET_PARTS, wasmName);
  rmSync(WIDGET_PARTS, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'glue.js'), esbuild([glue, '--bundle', '--format=esm']));
  writeFileSync(join(folder, 'widget.css'), css);
}

/** Bundles program.js with the glue and the style; returns the name of the file. */
function program(glue, told, site) {
  const code = esbuild([
    join(WEB, 'widget/program.js'),
    '--bundle',
    '--format=esm',
    NO_DISPOSAL,
    `--alias:glue=${glue}`,
    `--external:${told.FEEDS_URL}`,
    `--external:${told.BARS_URL}`,
    ...defined({ PACKAGED: false, ...told }),
  ]);
  return basename(written(`${site.publicUrl}widget-program.js`, ownNamesOnly(`${code}`), site));
}

/** The loop by which esbuild copies a module's exports into an object. It includes inherited properties, also those that a
 * host has added to `Object.prototype`. */
const COPIES = /for\(var (\w+) in (\w+)\)(\w+\(\w+,\1,\{)(?=get:\2\[\1\],enumerable:!0\}\))/;

/** Makes the loop in CODE copy own properties only: inherited ones are no functions, which would end the program. */
export function ownNamesOnly(code) {
  if (!COPIES.test(code)) throw new Error('expected esbuild to copy names by `for … in`');
  return code.replace(COPIES, 'for(var $1 of Object.keys($2))$3__proto__:null,');
}

/** Bundles the script SOURCE, which starts the program PROGRAM_NAME; in the npm package that is program.js beside it. */
export function loader(source, programName, version, packaged = false) {
  const shell = esbuild(['--loader=css'], style('shell.css'));
  const told = { PACKAGED: packaged, PROGRAM_URL: `./${programName}`, SHELL: shell, BUILD: version };
  return esbuild([join(WEB, 'widget', source), '--bundle', '--format=esm', '--external:./program.js', ...defined(told)]);
}

/** Returns flags that define constants as texts, and `true` and `false` as themselves. */
export function defined(values) {
  const literal = (value) => (typeof value === 'boolean' ? value : String(value).trim());
  return Object.entries(values).map(([name, value]) => `--define:${name}=${JSON.stringify(literal(value))}`);
}
