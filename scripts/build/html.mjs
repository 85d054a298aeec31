// Reads HTML with parse5, and edits it at the places that parse5 reports: what is not edited stays as it was written.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TOOLS } from './folders.mjs';

// Version 7, because version 8 needs a newer Node.js than scripts/setup.sh asks for.
const { parse } = installed('parse5');

/** Types of scripts that browsers run or that affect others; a script of any other type is a block of data. */
const RUNNING = new Set(['', 'module', 'text/javascript', 'application/javascript', 'importmap', 'speculationrules']);

function installed(name) {
  try {
    return createRequire(join(TOOLS, 'npm/package.json'))(name);
  } catch (error) {
    throw new Error(`expected ${name} in .tools/npm: run \`scripts/setup.sh build\``, { cause: error });
  }
}

/** Elements whose content is text and part of their range. */
const WITH_TEXT = ['script', 'style'];

/**
 * Returns every element that is written in HTML, in document order, as `{ name, attributes, text, start, end, places,
 * close }`. The range from `start` to `end` is that of the start tag; of scripts and styles it is that of the whole
 * element, whose content is `text`. `places` has the ranges of the attributes, `close` the range of the end tag.
 */
export function elements(html) {
  // As where no script runs: otherwise the content of `noscript` would be text.
  return [...descendants(parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false }))]
    .filter((node) => node.sourceCodeLocation && node.attrs)
    .map(element);
}

function* descendants(node) {
  for (const child of (node.content ?? node).childNodes ?? []) {
    yield child;
    yield* descendants(child);
  }
}

function element({ tagName, attrs, childNodes, sourceCodeLocation: place }) {
  const isWhole = WITH_TEXT.includes(tagName);
  return {
    name: tagName,
    attributes: Object.fromEntries(attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value])),
    text: isWhole ? childNodes.map(({ value }) => value).join('') : '',
    start: place.startOffset,
    end: isWhole ? place.endOffset : (place.startTag ?? place).endOffset,
    places: Object.fromEntries(Object.entries(place.attrs ?? {}).map(([name, it]) => [name, range(it)])),
    close: place.endTag && range(place.endTag),
  };
}

const range = ({ startOffset, endOffset }) => ({ start: startOffset, end: endOffset });

/** Returns whether ELEMENT is a link whose `rel` has the word REL. */
export function isLink(element, rel) {
  return element.name === 'link' && (element.attributes.rel ?? '').toLowerCase().split(/\s+/).includes(rel);
}

/** Returns short descriptions of the parts of HTML that a policy without 'unsafe-inline' refuses. */
export function inlineCode(html) {
  return elements(html).flatMap(({ name, attributes, text }) => [
    ...(name === 'style' ? ['<style>'] : []),
    ...(name === 'script' && !attributes.src && text.trim() && RUNNING.has(attributes.type ?? '') ? ['<script>'] : []),
    ...Object.keys(attributes)
      .filter((attribute) => attribute === 'style' || attribute.startsWith('on'))
      .map((attribute) => `<${name} ${attribute}>`),
  ]);
}

/** Returns HTML with the ranges of EDITS, `{ start, end, text }`, replaced. */
export function replaced(html, edits) {
  let result = html;
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + text + result.slice(end);
  }
  return result;
}

/** Returns HTML with the ranges of EDITS replaced, and without empty lines in its head, which removed elements leave. */
export function edited(html, edits) {
  const result = replaced(html, edits);
  const end = elements(result).find(({ name }) => name === 'head')?.close?.start ?? 0;
  return result.slice(0, end).replace(/\n\s*\n/g, '\n') + result.slice(end);
}

/** Returns the edit that adds the attribute NAME with VALUE to ELEMENT, as its first one. */
export function addedAttribute({ name: tag, start }, name, value) {
  const at = start + `<${tag}`.length;
  return { start: at, end: at, text: ` ${name}="${value}"` };
}

/** Returns the edits that remove the attribute NAME from ELEMENT: none where it has none. */
export function removedAttribute({ places }, name) {
  const place = places[name];
  // With the space before it.
  return place ? [{ start: place.start - 1, end: place.end, text: '' }] : [];
}
