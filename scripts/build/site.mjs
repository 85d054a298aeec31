// Reads and edits the built index.html: its elements, the files it names, the code that stands in it.
//
// Not a parser of all HTML: it reads what Trunk writes and people type into index.html, which are
// complete tags with quoted or plain attribute values.

import { join } from 'node:path';

const ATTRIBUTES = `(?:[^"'<>]|"[^"]*"|'[^']*')*`;
const ELEMENT = new RegExp(
  `<!--[\\s\\S]*?-->` +
    `|<(?<raw>script|style)\\b(?<rawAttributes>${ATTRIBUTES})>(?<text>[\\s\\S]*?)</\\k<raw>\\s*>` +
    `|<(?<tag>[a-z][\\w-]*)(?<attributes>${ATTRIBUTES})>`,
  'gi',
);
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** Types of scripts that run or steer what runs; any other type is a block of data. */
const RUNNING = new Set(['', 'module', 'text/javascript', 'application/javascript', 'importmap', 'speculationrules']);

/** Every start tag as `{ name, attributes, text, start, end }`; scripts and styles with their text. */
export function elements(html) {
  return [...html.matchAll(ELEMENT)]
    .filter(({ groups }) => groups.raw ?? groups.tag)
    .map(({ 0: whole, index, groups }) => ({
      name: (groups.raw ?? groups.tag).toLowerCase(),
      attributes: attributes(groups.rawAttributes ?? groups.attributes),
      text: groups.text ?? '',
      start: index,
      end: index + whole.length,
    }));
}

function attributes(source) {
  return Object.fromEntries(
    [...source.matchAll(ATTRIBUTE)].map(([, name, double, single, plain]) => [
      name.toLowerCase(),
      (double ?? single ?? plain ?? '').replaceAll('&amp;', '&'),
    ]),
  );
}

/** Whether ELEMENT is a link whose `rel` has the word REL. */
export function isLink(element, rel) {
  return element.name === 'link' && (element.attributes.rel ?? '').toLowerCase().split(/\s+/).includes(rel);
}

/** What of HTML a policy without 'unsafe-inline' refuses to run, each as a short description. */
export function inlineCode(html) {
  return elements(html).flatMap(({ name, attributes, text }) => [
    ...(name === 'style' ? ['<style>'] : []),
    ...(name === 'script' && !attributes.src && text.trim() && RUNNING.has(attributes.type ?? '') ? ['<script>'] : []),
    ...Object.keys(attributes)
      .filter((attribute) => attribute === 'style' || attribute.startsWith('on'))
      .map((attribute) => `<${name} ${attribute}>`),
  ]);
}

/** HTML with each of EDITS, `{ start, end, text }`, made, and without the empty lines they leave in its head. */
export function edited(html, edits) {
  let result = html;
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + text + result.slice(end);
  }
  const [head, ...rest] = result.split('</head>');
  return [head.replace(/\n\s*\n/g, '\n'), ...rest].join('</head>');
}

/** The file below DIST that URL stands for when the site is served at PUBLIC_URL; none for `data:`. */
export function fileOf(url, dist, publicUrl = '/') {
  const here = new URL(publicUrl, 'https://page.invalid/');
  const there = new URL(url, here);
  if (there.protocol === 'data:') return undefined;
  if (there.origin !== here.origin || !there.pathname.startsWith(here.pathname)) {
    throw new Error(`\`${url}\` lies outside the built page, which is served at \`${publicUrl}\``);
  }
  return join(dist, decodeURIComponent(there.pathname.slice(here.pathname.length)));
}
