// Makes the one-file page: styles, script, module and icon in one HTML file, to be used as the error page of a CDN, as an
// attachment of a mail, or opened from a disk.
//
// It contains its own content security policy, with the hashes of its inline parts: its host may set none.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { edited, elements, isLink, removedAttribute } from './html.mjs';
import { fileOf } from './paths.mjs';

/** Hides controls on a page without a script, as `intermission render` makes it of this one. */
const STYLES = '[data-alone] :is(.controls,.filter,.settings){display:none}';

/** Returns the page HTML, finished for SITE, as one file, with the TEXTS of the language TAG. UNPACK is the code that
 * decompresses the module. */
export function oneFile(html, site, unpack, [tag, texts]) {
  const all = elements(html);
  const read = (url) => readFileSync(fileOf(url, site.dist, site.publicUrl));
  const style = all.find((element) => isLink(element, 'stylesheet'));
  const icon = all.find((element) => isLink(element, 'icon'));
  const script = all.find(({ name, attributes }) => name === 'script' && attributes.src);
  const wasm = all.find((element) => isLink(element, 'preload') && element.attributes.type === 'application/wasm');
  const [root, body] = ['html', 'body'].map((tag) => all.find(({ name }) => name === tag));
  if (!style || !icon || !script || !wasm || !root || !body?.close) throw new Error('index.html is not a finished page');
  const css = read(style.attributes.href).toString().trim() + STYLES;
  const code = unpack.trim() + alone(read(script.attributes.src).toString().trim(), wasm.attributes.href);
  if (/<\/(script|style)/i.test(css + code)) throw new Error('the styles or the script would end their own element');
  const packed = gzipSync(read(wasm.attributes.href), { level: 9, memLevel: 9 }).toString('base64');
  const dropped = all.filter((e) => e === wasm || isLink(e, 'modulepreload'));
  const module = `<script type="text/plain" id="intermission-wasm">${packed}</script>\n`;
  const words = `<script type="text/plain" data-intermission-language="${tag}">${texts}</script>\n`;
  const edits = [
    ...removedAttribute(root, 'data-version'),
    { start: body.close.start, end: body.close.start, text: words + module },
    ...dropped.map((element) => ({ ...element, text: '' })),
    { ...style, text: `<style>${css}</style>` },
    { ...icon, text: iconLink(read(icon.attributes.href).toString()) },
    { ...script, text: `<script type="module">${code}</script>` },
    { ...all.find(({ attributes }) => attributes.charset), text: `<meta charset="utf-8">\n${policy(css, code, html)}` },
  ];
  const whole = edited(html, edits);
  // The policy names both by their hashes, and edits drop empty lines.
  if (!whole.includes(`>${css}</style>`) || !whole.includes(`>${code}</script>`)) throw new Error('an inline part was edited');
  return whole;
}

/** Returns the page's CODE with the embedded module instead of requests for it, and without imports of other files. */
function alone(code, wasmUrl) {
  const address = JSON.stringify(wasmUrl);
  const fetched = /fetch\(("[^"]*")(,\w+)?\)/g;
  const count = [...code.matchAll(fetched)].filter(([, url]) => url === address).length;
  if (count !== 2) throw new Error(`expected the page's script to fetch its module in 2 places, found ${count}`);
  return code
    .replace(fetched, (whole, url) => (url === address ? 'intermissionWasm()' : whole))
    .replace(/import\("[^"]*"\)/g, 'Promise.reject()');
}

/** Returns the icon as a `data:` URL. `rel="icon"` alone would let the page replace it by a file; browsers take
 * `shortcut icon` for the same. */
function iconLink(svg) {
  const data = encodeURIComponent(svg.trim()).replace(/%(3D|3A|2F|2C)/g, decodeURIComponent);
  return `<link rel="shortcut icon" type="image/svg+xml" href="data:image/svg+xml,${data.replaceAll("'", '%27')}">`;
}

/** Returns a policy that allows the inline CODE and CSS, and requests to the page's own host and those of its sources. */
function policy(css, code, html) {
  const option = elements(html).find(({ attributes }) => attributes.name === 'intermission-source');
  const sources = (option?.attributes.content ?? '').trim().split(/\s+/);
  const origins = sources.filter((it) => /^https?:/.test(it)).map((it) => new URL(it).origin);
  const rules = [
    "default-src 'none'",
    `script-src '${hash(code)}' 'wasm-unsafe-eval'`,
    `style-src '${hash(css)}'`,
    `connect-src ${["'self'", ...new Set(origins)].join(' ')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ];
  return `<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}">`;
}

function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
