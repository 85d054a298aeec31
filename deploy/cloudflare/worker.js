// NOT TESTED on Cloudflare: written from its documentation. scripts/check/headers.test.mjs runs it with stand-ins.
//
// A Worker in front of a site: the page with HTTP 503 while the site is away. `dist/` is its static assets (binding
// ASSETS), with `run_worker_first = true` and `html_handling = "none"` in wrangler.toml; `away` is a key in a KV
// namespace (binding SWITCH): `wrangler kv key put --binding SWITCH away 1` turns it on.
//
// Workers compress by themselves and need no `.br` beside files. An asset may have 25 MiB, so nothing of the page is
// near a limit. Status 503 is passed on as it is; Cloudflare's own error pages are not asked.
//
// The headers are those of ../headers.json.

/** The media type of feeds, to which Cloudflare's own table adds no character set. */
const ATOM = 'application/atom+xml; charset=utf-8';

/** Files of the page by their kind. */
const FILES = {
  hashed: /^\/[a-z_-]+-[0-9a-f]{16}\.(?:css|js|wasm)$/,
  document: /^\/status\.json$/,
  rendered:
    /^\/(?:plain\.html|status\.txt|badge\.svg|status\.png|maintenance\.ics|feed\.(?:atom|json)|history\.ics|history\/[a-z0-9-]+\.(?:json|html|atom))$/,
  past: /^\/history\.html$/,
  framed: /^\/embed\.html$/,
  named:
    /^\/(?:(?:sw|widget|widget-element|embed)\.js|(?:widget|embed)\.css|widget\.d\.ts|custom-elements\.json|status\.schema\.json|icons\/[a-z]+\.svg)$/,
};

const EVERY_FILE = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Date, Retry-After, ETag, Age',
  'X-Content-Type-Options': 'nosniff',
};
const EVERY_DOCUMENT = {
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
};
const PAGE_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types intermission";
const HEADERS = {
  page: {
    ...EVERY_DOCUMENT,
    'Content-Type': 'text/html; charset=utf-8',
    'Retry-After': '120',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': PAGE_POLICY,
  },
  hashed: {
    ...EVERY_FILE,
    'Cache-Control': 'public, max-age=31536000, immutable',
  },
  named: {
    ...EVERY_FILE,
    'Cache-Control': 'no-cache',
  },
  document: {
    ...EVERY_FILE,
    'Cache-Control': 'public, max-age=15, stale-while-revalidate=60, stale-if-error=86400',
  },
  missing: {
    ...EVERY_FILE,
    'Cache-Control': 'no-store',
  },
  rendered: {
    ...EVERY_FILE,
    ...EVERY_DOCUMENT,
    'Cache-Control': 'public, max-age=15, stale-while-revalidate=60, stale-if-error=86400',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  past: {
    ...EVERY_DOCUMENT,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': PAGE_POLICY,
  },
  framed: {
    ...EVERY_FILE,
    ...EVERY_DOCUMENT,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors *; require-trusted-types-for 'script'; trusted-types intermission",
  },
};

/** Only the validators of a request go on to the assets: a range or another condition may end in an error. */
function asked(request) {
  const headers = new Headers();
  for (const name of ['Accept-Encoding', 'If-None-Match', 'If-Modified-Since']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Request(request.url, { method: request.method, headers });
}

/** The file, or nothing where the page has none of this name. The document is never the site's. */
async function file(request, env, kind) {
  const response = await env.ASSETS.fetch(asked(request));
  const isThere = response.status === 200 || response.status === 304;
  if (!isThere && kind !== 'document') return undefined;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS[isThere ? kind : 'missing'])) headers.set(name, value);
  if (isThere && new URL(request.url).pathname.endsWith('.atom')) headers.set('Content-Type', ATOM);
  return new Response(response.body, { status: response.status, headers });
}

/** Asked for without the visitor's own headers: a range or a validator must not make a part or a 304 of it. Browsers do
 * not tell a page by which method it was asked for, and a page that came by POST takes nobody back unasked. */
async function page(request, env) {
  const response = await env.ASSETS.fetch(new URL('/index.html', request.url));
  const headers = { ...HEADERS.page, 'Server-Timing': `method;desc=${request.method}` };
  return new Response(request.method === 'HEAD' ? null : response.body, { status: 503, headers });
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const [kind] = Object.entries(FILES).find(([, names]) => reads && names.test(pathname)) ?? [];
    const found = kind && (await file(request, env, kind));
    if (found) return found;
    // Certificates are renewed while the site is away, too.
    const isChallenge = pathname.startsWith('/.well-known/acme-challenge/');
    if (!isChallenge && (await env.SWITCH.get('away', { cacheTtl: 30 }))) return page(request, env);
    try {
      const response = await fetch(request);
      // 52x: Cloudflare did not reach the site. Everything else is the site's own word.
      return response.status >= 520 || response.status === 504 ? page(request, env) : response;
    } catch {
      return page(request, env);
    }
  },
};
