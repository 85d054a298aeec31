// Makes the npm package of the widget: a folder in target/package/npm/, and its tarball by `npm pack`.
//
//   node scripts/build/npm-package.mjs [--dist DIR]    DIR is the built page, dist/ without it
//
// The package has the module, the texts and the feed readers of the built page. Its program is bundled again, with
// addresses that bundlers can follow: see web/widget/instance.js.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { esbuild } from './assets.mjs';
import { PACKAGES, ROOT, TOOLS, WEB, WIDGET_PARTS } from './folders.mjs';
import { catalogues } from './languages.mjs';
import { defined, loader, ownNamesOnly } from './widget.mjs';

export const NAME = 'intermission-status';

/** Files of the package that are in the repository or in the built page, by their names in the package. */
const COPIED = {
  'LICENSE-APACHE': 'LICENSE-APACHE',
  'LICENSE-MIT': 'LICENSE-MIT',
  'README.md': 'web/widget/README.md',
  'index.d.ts': 'public/widget.d.ts',
};

/** The module of the npm package that registers the element. */
const INDEX = `import { define } from './element.js';\n\nexport * from './element.js';\ndefine();\n`;

/** Returns the version that Cargo.toml has. */
export function version(manifest = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8')) {
  const found = /^version = "(.+)"$/m.exec(manifest);
  if (!found) throw new Error('expected `version = "…"` in Cargo.toml');
  return found[1];
}

/** Returns package.json for VERSION. */
export function manifest(version) {
  const types = './index.d.ts';
  return {
    name: NAME,
    version,
    description: 'The status of a service on any page: the element <intermission-status>',
    keywords: ['custom-element', 'incident', 'maintenance', 'status', 'status-page', 'wasm', 'web-component'],
    license: 'MIT OR Apache-2.0',
    type: 'module',
    exports: {
      '.': { types, default: './index.js' },
      './element.js': { types, default: './element.js' },
      './widget.css': './widget.css',
      './custom-elements.json': './custom-elements.json',
      './integrity.json': './integrity.json',
      './package.json': './package.json',
    },
    types,
    customElements: 'custom-elements.json',
    sideEffects: ['./index.js', './widget.css'],
  };
}

/** Returns MANIFEST, custom-elements.json of the built page, with the path of the package's module. */
export function elementsManifest(manifest) {
  const text = manifest.replaceAll('"widget.js"', '"index.js"');
  if (text === manifest) throw new Error('expected custom-elements.json to name `widget.js`');
  return text;
}

/** Returns the hash of CONTENT for the attribute `integrity`. */
export const integrity = (content) => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** Returns the only one of NAMES that matches PATTERN. */
function only(names, pattern, folder) {
  const found = names.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`expected one file like ${pattern} in ${folder}, found ${found.length}: build the page first (make build)`);
  return found[0];
}

/** Returns the names of the files in DIST that the package has as they are. */
function shared(dist) {
  const names = existsSync(dist) ? readdirSync(dist) : [];
  const language = (tag) => [tag, only(names, new RegExp(`^language-${tag.toLowerCase()}-[0-9a-f]{16}\\.js$`), dist)];
  return {
    wasm: only(names, /^widget_bg-[0-9a-f]{16}\.wasm$/, dist),
    feeds: only(names, /^feeds-[0-9a-f]{16}\.js$/, dist),
    feedsWasm: only(names, /^feeds_bg-[0-9a-f]{16}\.wasm$/, dist),
    bars: only(names, /^widget-bars-[0-9a-f]{16}\.js$/, dist),
    barsWasm: only(names, /^history_bg-[0-9a-f]{16}\.wasm$/, dist),
    barsTexts: names.filter((name) => /^history-language-[\w-]+-[0-9a-f]{16}\.js$/.test(name)),
    languages: [...catalogues().keys()].map(language),
  };
}

/** Returns the code by which instance.js finds the files SHARED with the page; SUM is the module's hash. */
function files({ wasm, feeds, bars, languages }, sum) {
  const texts = languages.map(([tag, name]) => `    ${JSON.stringify(tag)}: () => import('./${name}'),\n`).join('');
  return `const PACKAGE = {
  __proto__: null,
  wasm: new URL('./${wasm}', import.meta.url),
  pinned: { __proto__: null, integrity: '${sum}' },
  feeds: () => import('./${feeds}'),
  bars: () => import('./${bars}'),
  languages: {
    __proto__: null,
${texts}  },
};`;
}

/** Returns the package's program.js. */
function program(dist, found) {
  const parts = join(WIDGET_PARTS, found.wasm);
  if (!existsSync(parts)) throw new Error(`expected ${parts}, which belongs to the page in ${dist}: build the page first (make build)`);
  const told = {
    PACKAGED: true,
    STYLES: readFileSync(join(parts, 'widget.css'), 'utf8'),
    FEEDS_URL: `./${found.feeds}`,
    BARS_URL: `./${found.bars}`,
    LANGUAGES: found.languages.map(([tag]) => tag).join(' '),
    LANGUAGE_URL: '',
    WASM_URL: '',
  };
  // PACKAGE has all addresses, so that none is left that would need the script's own.
  const flags = ['--bundle', '--format=cjs', '--define:import.meta.url=""', `--alias:glue=${join(parts, 'glue.js')}`, ...defined(told)];
  const code = ownNamesOnly(`${esbuild([join(WEB, 'widget/program.js'), ...flags])}`).trim();
  const sum = integrity(readFileSync(join(dist, found.wasm)));
  return readFileSync(join(WEB, 'widget/instance.js'), 'utf8')
    .replace('/*FILES*/', () => files(found, sum))
    .replace('/*PROGRAM*/', () => code);
}

/** Writes the package's files into FOLDER from the page in DIST; returns their names and their hashes. */
export function assemble(dist, folder) {
  const found = shared(dist);
  const code = program(dist, found);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const put = (name, content) => writeFileSync(join(folder, name), content);
  for (const [name, from] of Object.entries(COPIED)) copyFileSync(join(ROOT, from), join(folder, name));
  const { wasm, feeds, feedsWasm, bars, barsWasm, barsTexts, languages } = found;
  const fromPage = [wasm, feeds, feedsWasm, bars, barsWasm, ...barsTexts, 'widget.css', ...languages.map(([, name]) => name)];
  for (const name of fromPage) copyFileSync(join(dist, name), join(folder, name));
  put('program.js', code);
  put('element.js', loader('element.js', 'program.js', createHash('sha256').update(code).digest('hex').slice(0, 8), true));
  put('index.js', INDEX);
  put('custom-elements.json', elementsManifest(readFileSync(join(dist, 'custom-elements.json'), 'utf8')));
  const pinned = readdirSync(folder).filter((name) => /\.(css|js|wasm)$/.test(name)).sort();
  const sums = Object.fromEntries(pinned.map((name) => [name, integrity(readFileSync(join(folder, name)))]));
  put('integrity.json', `${JSON.stringify(sums, undefined, 2)}\n`);
  put('package.json', `${JSON.stringify({ ...manifest(version()), files: readdirSync(folder).sort() }, undefined, 2)}\n`);
  return sums;
}

/** Makes the tarball of FOLDER in TO; returns its name. */
function pack(folder, to) {
  const run = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', to], { cwd: folder, encoding: 'utf8' });
  if (run.error || run.status !== 0) throw new Error(`npm pack failed: ${run.error ?? run.stderr}`);
  const [{ filename }] = Object.values(JSON.parse(run.stdout));
  return filename;
}

function main() {
  const { values } = parseArgs({ options: { dist: { type: 'string', default: join(ROOT, 'dist') } } });
  process.env.PATH = [join(TOOLS, 'bin'), process.env.PATH].join(delimiter);
  const folder = join(PACKAGES, 'npm', NAME);
  const sums = assemble(values.dist, folder);
  const tarball = pack(folder, join(PACKAGES, 'npm'));
  const width = Math.max(...Object.keys(sums).map((name) => name.length));
  for (const [name, sum] of Object.entries(sums)) console.log(`${name.padEnd(width)}  ${sum}`);
  console.log(`${join(PACKAGES, 'npm', tarball)}  ${statSync(join(PACKAGES, 'npm', tarball)).size} bytes`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main();
  } catch (error) {
    console.error(`npm-package: ${error.message}`);
    process.exitCode = 1;
  }
}
