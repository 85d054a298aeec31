// Builds the contestants into folders, each ready to be served: the page as `make build` left it, once more with a
// rendered first paint, and the three others with the page's own style sheet. Every file has a Brotli copy.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { transformSync } from '@babel/core';
import solidPreset from 'babel-preset-solid';
import { ROOT } from '../scripts/build/folders.mjs';
import { edited, elements, isLink } from '../scripts/build/html.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIST = process.env.INTERMISSION_DIST || join(ROOT, 'dist');
const COMMAND = join(process.env.CARGO_TARGET_DIR || join(ROOT, 'target'), 'debug/intermission');
const OUT = join(ROOT, 'target/bench');
/** The bundler that the page is built with. */
const esbuild = createRequire(pathToFileURL(join(ROOT, '.tools/npm/node_modules/x.js')))('esbuild');

/** The contestants that are JavaScript: name and source. */
const SOURCES = { vanilla: 'vanilla.js', Solid: 'solid.jsx', Preact: 'preact.jsx' };
/** Every contestant that has rows of its own, by name. All others are compared with the first. */
export const NAMES = [...Object.keys(SOURCES), 'Intermission'];
/** The page that comes with its state in the markup. */
export const RENDERED = 'Intermission, rendered';

/** Builds all of them and returns the folder of each. */
export async function build() {
  if (!existsSync(join(DIST, 'index.html'))) throw new Error('expected the built page in dist/: run `make build`');
  rmSync(OUT, { recursive: true, force: true });
  const folders = {};
  for (const [name, source] of Object.entries(SOURCES)) folders[name] = await bundle(name, source);
  folders.Intermission = DIST;
  folders[RENDERED] = join(OUT, RENDERED);
  cpSync(DIST, folders[RENDERED], { recursive: true });
  return folders;
}

async function bundle(name, source) {
  const folder = join(OUT, name);
  mkdirSync(folder, { recursive: true });
  await esbuild.build({
    entryPoints: [join(HERE, source)],
    outfile: join(folder, 'app.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['browser', 'production'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: name === 'Solid' ? [solid()] : [],
  });
  for (const file of readdirSync(DIST)) {
    if (/^tokens-\w+\.css$/.test(file)) cpSync(join(DIST, file), join(folder, file));
  }
  cpSync(join(DIST, 'icons'), join(folder, 'icons'), { recursive: true });
  const built = readFileSync(join(DIST, 'index.html'), 'utf8');
  const all = elements(built);
  const page = edited(built, [
    ...all.filter((it) => isLink(it, 'modulepreload') || isLink(it, 'preload')).map((it) => ({ ...it, text: '' })),
    { ...all.find((it) => it.name === 'script'), text: '<script type="module" src="/app.js"></script>' },
  ]);
  writeFileSync(join(folder, 'index.html'), page);
  for (const file of readdirSync(folder)) {
    if (/\.(?:js|css|html)$/.test(file)) writeFileSync(join(folder, `${file}.br`), brotliCompressSync(readFileSync(join(folder, file))));
  }
  return folder;
}

/** Solid's own compiler, which is a preset of Babel. */
function solid() {
  const options = { presets: [solidPreset], babelrc: false, configFile: false };
  return {
    name: 'solid',
    setup(build) {
      build.onLoad({ filter: /\.jsx$/ }, ({ path }) => ({
        contents: transformSync(readFileSync(path, 'utf8'), options).code,
      }));
    },
  };
}

/** Renders DOCUMENT into the page that comes with its state. */
export function render(document) {
  const { status, stderr } = spawnSync(COMMAND, ['render', '-', '--into', join(OUT, RENDERED)], { input: document, encoding: 'utf8' });
  if (status !== 0) throw new Error(`intermission render: ${stderr}`);
}
