// NOT TESTED: written from Cloudflare's documentation, never run by this project's tests.
//
// A Worker in front of a site: the page with HTTP 503 while the site is away. `dist/` is its static assets (binding
// ASSETS), with `run_worker_first = true` and `html_handling = "none"` in wrangler.toml; `away` is a key in a KV
// namespace (binding SWITCH): `wrangler kv key put --binding SWITCH away 1` turns it on.
//
// Workers compress by themselves and need no `.br` beside files. An asset may have 25 MiB, so nothing of the page is
// near a limit. Status 503 is passed on as it is; Cloudflare's own error pages are not asked.

const FILES =
  /^\/(?:[a-z_-]+-[0-9a-f]{16}\.(?:css|js|wasm)|(?:sw|widget|widget-element|embed)\.js|(?:widget|embed)\.css|widget\.d\.ts|custom-elements\.json|embed\.html|status\.json|status\.schema\.json|plain\.html|status\.txt|badge\.svg|maintenance\.ics|icons\/[a-z]+\.svg)$/;
const HASHED = /-[0-9a-f]{16}\.[a-z]+$/;
const NAMED = /^\/(?:(?:sw|widget|widget-element|embed)\.js|(?:widget|embed)\.css|widget\.d\.ts|custom-elements\.json|embed\.html|status\.schema\.json|icons\/)/;
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/** How long a file may be kept: for good, not without asking, or as long as the document is fresh. */
function caching(path) {
  if (HASHED.test(path)) return 'public, max-age=31536000, immutable';
  if (NAMED.test(path)) return 'no-cache';
  return 'public, max-age=15, stale-while-revalidate=60, stale-if-error=86400';
}

async function file(request, env, path) {
  const response = await env.ASSETS.fetch(request);
  const headers = new Headers(response.headers);
  headers.set('Cache-Control', caching(path));
  headers.set('Access-Control-Allow-Origin', '*');
  headers.set('Access-Control-Expose-Headers', 'Date, Retry-After, ETag, Age');
  headers.set('X-Content-Type-Options', 'nosniff');
  return new Response(response.body, { status: response.status, headers });
}

/** Asked for without the visitor's own headers: a range or a validator must not make a part or a 304 of it. */
async function page(request, env) {
  const response = await env.ASSETS.fetch(new URL('/index.html', request.url));
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Retry-After': '120',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  return new Response(request.method === 'HEAD' ? null : response.body, { status: 503, headers });
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads && FILES.test(pathname)) {
      const response = await file(request, env, pathname);
      if (response.status !== 404) return response;
    }
    if (await env.SWITCH.get('away', { cacheTtl: 30 })) return page(request, env);
    try {
      const response = await fetch(request);
      // 52x: Cloudflare did not reach the site. Everything else is the site's own word.
      return response.status >= 520 || response.status === 504 ? page(request, env) : response;
    } catch {
      return page(request, env);
    }
  },
};
