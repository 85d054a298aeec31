// Writes the texts of languages/*.json as scripts, of which a visitor fetches one: a line for each text, in the order of
// the program's enum of phrases (build.rs).

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from './folders.mjs';

/** Texts of pages that run no script; the page's program never uses them. */
const ONLY_RENDERED = /^still-/;

/** Returns the texts of every language by its tag. English comes first, as the fallback. */
export function catalogues(folder = LANGUAGES) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const tags = files.map((name) => name.replace(/\.json$/, '')).sort();
  const [source, ...others] = ['en', ...tags.filter((tag) => tag !== 'en')].map((tag) => read(folder, tag));
  return new Map([source, ...others].map(({ tag, texts }) => [tag, lines(texts, source.texts, tag)]));
}

function read(folder, tag) {
  return { tag, texts: JSON.parse(readFileSync(join(folder, `${tag}.json`), 'utf8')) };
}

function lines(texts, source, tag) {
  const keys = Object.keys(source).sort();
  const missing = keys.filter((key) => typeof texts[key] !== 'string');
  if (missing.length > 0) throw new Error(`languages/${tag}.json lacks ${missing.join(', ')}`);
  return keys.map((key) => (ONLY_RENDERED.test(key) ? '' : texts[key])).join('\n');
}

/** Writes the scripts of the languages in FOLDER into the folder of SITE, named by STEM and all with one hash; returns the
 * constants that web/language.js needs, and the names of the files. */
export function finishLanguages({ dist }, folder = LANGUAGES, stem = 'language') {
  const all = catalogues(folder);
  const hash = createHash('sha256').update(JSON.stringify([...all])).digest('hex').slice(0, 16);
  const name = (tag) => `${stem}-${tag.toLowerCase()}-${hash}.js`;
  for (const [tag, texts] of all) writeFileSync(join(dist, name(tag)), `export default ${JSON.stringify(texts)}\n`);
  const tags = [...all.keys()];
  return { told: { LANGUAGES: tags.join(' '), LANGUAGE_URL: `./${name('*')}` }, files: tags.map(name) };
}
