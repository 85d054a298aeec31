// Installs the npm package in projects of its users, and builds them: one with Vite, one with webpack, and one without
// a bundler. The end-to-end tests open them in browsers.
//
//   node scripts/check/npm-projects.mjs
//
// The programs and the markup are the snippets of the package's README. The projects are in target/npm-projects/.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGES, ROOT, TOOLS } from '../build/folders.mjs';
import { NAME, version } from '../build/npm-package.mjs';

const PROJECTS = join(ROOT, 'target/npm-projects');
const BUNDLERS = join(TOOLS, 'bundlers/node_modules');

const README = readFileSync(join(ROOT, 'web/widget/README.md'), 'utf8');

/** Returns the only snippet of the README in LANGUAGE that contains WORDS. */
export function snippet(language, words, text = README) {
  const all = [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code);
  const found = all.filter((code) => code.includes(words));
  if (found.length !== 1) throw new Error(`expected one ${language} snippet with \`${words}\` in the README, found ${found.length}`);
  return found[0];
}

const ELEMENT = snippet('html', '<intermission-status');
const REGISTERING = snippet('js', `import '${NAME}';`);
const RENAMING = snippet('js', 'acme-status');
const ROOM = snippet('js', 'widget.css');
const PLAIN = snippet('html', `<script type="module" async`);
const PINNED = snippet('html', 'importmap');

/** A page of a host: one element as in the README, one in another language, one of a feed, and one under another name. */
function page(head, foot = '') {
  const element = (attributes, tag = NAME) => `<${tag} loading="eager" ${attributes}>Fallback</${tag}>\n`;
  const others = [
    element('lang="de" src="https://status.example.com/status.json"'),
    element('src="/feed.json"'),
    element('src="https://status.example.com/status.json"', 'acme-status'),
  ];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Host</title>
<script src="/hooks.js"></script>
${head}</head>
<body>
${ELEMENT}${others.join('')}${foot}</body>
</html>
`;
}

/** Makes the project TITLE of FILES, with the package installed from its tarball; returns its folder. */
function project(title, files) {
  const folder = join(PROJECTS, title);
  mkdirSync(folder, { recursive: true });
  const own = { 'package.json': JSON.stringify({ name: title, private: true, type: 'module' }), ...files };
  for (const [name, content] of Object.entries(own)) writeFileSync(join(folder, name), content);
  const tarball = join(PACKAGES, 'npm', `${NAME}-${version()}.tgz`);
  if (!existsSync(tarball)) throw new Error(`expected ${tarball}: make npm-package`);
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { error, status, stderr } = spawnSync('npm', ['install', ...flags, tarball], { cwd: folder, encoding: 'utf8' });
  if (error || status !== 0) throw new Error(`npm install failed in ${folder}: ${error ?? stderr}`);
  return folder;
}

async function withVite() {
  const script = '<script type="module" src="/main.js"></script>\n';
  const root = project('vite', { 'index.html': page(script), 'main.js': ROOM + REGISTERING + RENAMING });
  const { build } = await import(pathToFileURL(join(BUNDLERS, 'vite/dist/node/index.js')).href);
  // The hooks are served by the test; any other warning is an error.
  const warnings = [];
  const warn = (text) => { if (!`${text.message ?? text}`.includes('/hooks.js')) warnings.push(`${text.message ?? text}`); };
  const customLogger = { info() {}, warn, warnOnce: warn, error: warn, clearScreen() {}, hasErrorLogged: () => false, hasWarned: false };
  await build({ root, configFile: false, customLogger, build: { outDir: 'built', emptyOutDir: true } });
  return warnings;
}

async function withWebpack() {
  const root = project('webpack', { 'main.js': REGISTERING + RENAMING });
  const webpack = createRequire(import.meta.url)(join(BUNDLERS, 'webpack'));
  const output = { path: join(root, 'built'), clean: true, filename: 'main.js' };
  const compiler = webpack({ context: root, entry: './main.js', mode: 'production', output, performance: { hints: false } });
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, result) => (error ? reject(error) : compiler.close(() => resolve(result))));
  });
  writeFileSync(join(output.path, 'index.html'), page('<script defer src="/main.js"></script>\n'));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  return [...errors, ...warnings].map(({ message }) => message);
}

/** A page without a bundler. The package is for another host, whose origin the test writes for `PACKAGE`. */
function withoutBundler() {
  const root = project('plain', {});
  const installed = join(root, 'node_modules', NAME);
  const sums = JSON.parse(readFileSync(join(installed, 'integrity.json'), 'utf8'));
  const origin = 'https://static.example.com';
  // In the README the hashes are left out.
  const pinned = PINNED.replace(/(https:\S+\/)(\S+?)": "sha384-…"/g, (_, folder, name) => `${folder}${name}": "${sums[name]}"`);
  if (pinned.includes('…')) throw new Error('expected the import map of the README to name files of the package');
  const rename = RENAMING.replace(/'.+'/, `'${origin}/${NAME}/element.js'`);
  const built = join(root, 'built');
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built);
  const script = '<script type="module" src="/main.js"></script>\n';
  const put = (name, head, code) => {
    mkdirSync(join(built, name));
    writeFileSync(join(built, name, 'index.html'), page(head + script));
    writeFileSync(join(built, name, 'main.js'), code);
  };
  put('open', PLAIN, rename);
  put('pinned', pinned + PLAIN, rename);
  // A host that serves another program than the one that the map names.
  const other = pinned.replace(sums['program.js'], `sha384-${'A'.repeat(64)}`);
  put('changed', other + PLAIN, rename);
  const host = join(root, 'static');
  rmSync(host, { recursive: true, force: true });
  cpSync(installed, join(host, NAME), { recursive: true });
  return [];
}

async function main() {
  rmSync(PROJECTS, { recursive: true, force: true });
  for (const build of [withVite, withWebpack, withoutBundler]) {
    const warnings = await build();
    if (warnings.length > 0) throw new Error(`${build.name}: ${warnings.join('\n')}`);
  }
  for (const name of readdirSync(PROJECTS)) console.log(`built ${join(PROJECTS, name)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main();
  } catch (error) {
    console.error(`npm-projects: ${error.message}`);
    process.exitCode = 1;
  }
}
