// The configurations of deploy/ that no test can run on their own servers say what deploy/headers.json says. Those for
// nginx, Caddy and Varnish are held to the same table on the real servers (tests/servers).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (name) => readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');
// The forms for programs are those of the servers that tests run, and of `intermission serve`.
const { '//': _, problem: _problem, text: _text, ...table } = JSON.parse(read('headers.json'));
/** Every kind of file that is there, with an address of it. */
const files = Object.entries(table)
  .filter(([kind]) => kind !== 'page' && kind !== 'missing')
  .flatMap(([kind, { addresses }]) => addresses.map((address) => [kind, address]));
/** The headers of the page on hosts that answer with status 200 only: `Retry-After` belongs to an error, types are theirs,
 * and they have no header that depends on the request. */
const HOSTED = Object.fromEntries(
  Object.entries(table.page.headers).filter(([name]) => !['Retry-After', 'Content-Type', 'Server-Timing'].includes(name)),
);
/** The headers of the page in answer to METHOD. */
const pageHeaders = (method) => ({
  ...table.page.headers,
  'Server-Timing': table.page.headers['Server-Timing'].replace('METHOD', method),
});

/** Imported as a module, whatever Node takes `.js` for. */
async function worker() {
  return (await import(`data:text/javascript,${encodeURIComponent(read('cloudflare/worker.js'))}`)).default;
}

/** Answers of Cloudflare's Worker, with assets that have all but `missing`, and a site that answers 200. */
async function answered(address, { init, away = null, missing = [], site = () => new Response('the site') } = {}) {
  const asked = [];
  const env = {
    SWITCH: { get: async () => away },
    ASSETS: {
      fetch: async (input) => {
        const request = new Request(input);
        asked.push(request);
        const isThere = !missing.includes(new URL(request.url).pathname);
        return new Response('a file', { status: isThere ? 200 : 404, headers: { ETag: '"1"' } });
      },
    },
  };
  const { fetch } = globalThis;
  globalThis.fetch = async (request) => site(request);
  try {
    const response = await (await worker()).fetch(new Request(`https://www.example.com${address}`, init), env);
    return { response, asked };
  } finally {
    globalThis.fetch = fetch;
  }
}

function assertHeaders({ headers }, expected, told) {
  for (const [name, value] of Object.entries(expected)) assert.equal(headers.get(name), value, `${told}: ${name}`);
}

test('the Worker answers with the headers of each kind', async () => {
  for (const away of [null, '1']) {
    for (const [kind, address] of files) {
      const { response } = await answered(address, { away });
      assert.equal(response.status, 200);
      assertHeaders(response, table[kind].headers, address);
    }
  }
  for (const address of table.page.addresses) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT']) {
      const { response } = await answered(address, { away: '1', init: { method } });
      assert.equal(response.status, 503);
      assertHeaders(response, pageHeaders(method), `${method} ${address}`);
      assert.equal(response.headers.get('etag'), null);
    }
  }
});

test('the Worker names the media type of feeds', async () => {
  for (const address of ['/feed.atom', '/history/service-api-2.atom']) {
    const { response } = await answered(address);
    assert.equal(response.headers.get('content-type'), 'application/atom+xml; charset=utf-8', address);
  }
});

test('the Worker asks its assets for whole files, without cookies', async () => {
  const headers = { Range: 'bytes=9-', 'If-Match': '"x"', Cookie: 'a=b', Authorization: 'c', 'If-None-Match': '"1"' };
  const { asked } = await answered('/sw.js', { init: { headers } });
  assert.deepEqual([...asked[0].headers], [['if-none-match', '"1"']]);
});

test('the Worker tells a missing document itself, and leaves other missing files to the site', async () => {
  const { response } = await answered('/status.json', { missing: ['/status.json'] });
  assert.equal(response.status, 404);
  assertHeaders(response, table.missing.headers, '/status.json');
  for (const address of ['/widget.js', '/history.html', '/feed.atom', '/history/2020-01.html']) {
    const other = await answered(address, { missing: [address] });
    assert.equal(await other.response.text(), 'the site', address);
  }
});

test('the Worker lets certificates be renewed while the site is away, and stands in for a site that fails', async () => {
  const challenge = await answered('/.well-known/acme-challenge/token', { away: '1' });
  assert.equal(await challenge.response.text(), 'the site');
  for (const site of [
    () => new Response('', { status: 522 }),
    () => {
      throw new Error('no route');
    },
  ]) {
    const { response } = await answered('/orders/7', { site, init: { method: 'POST' } });
    assert.equal(response.status, 503);
    assertHeaders(response, pageHeaders('POST'), '/orders/7');
  }
});

test('Netlify has the headers of each kind', () => {
  const rules = read('netlify/_headers')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .reduce((rules, line) => {
      const [name, value] = [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()];
      if (line.startsWith('/')) rules.push([line, {}]);
      else rules.at(-1)[1][name] = value;
      return rules;
    }, []);
  const matches = (pattern, address) =>
    pattern.endsWith('*') ? address.startsWith(pattern.slice(0, -1)) : pattern === address;
  const headers = (address) => {
    const found = rules.filter(([pattern]) => matches(pattern, address)).map(([, headers]) => headers);
    return new Headers(Object.assign({}, ...found));
  };
  for (const [kind, address] of files) assertHeaders({ headers: headers(address) }, table[kind].headers, address);
  for (const address of table.page.addresses) assertHeaders({ headers: headers(address) }, HOSTED, address);
});

test('Vercel has the headers of each kind', () => {
  const rules = JSON.parse(read('vercel/vercel.json')).headers.map(({ source, headers }) => [
    new RegExp(`^${source.replace(/:name/, '').replace(/\/:\w+$/, '/[^/]+')}$`),
    Object.fromEntries(headers.map(({ key, value }) => [key, value])),
  ]);
  const headers = (address) =>
    new Headers(Object.assign({}, ...rules.filter(([source]) => source.test(address)).map(([, headers]) => headers)));
  for (const [kind, address] of files) assertHeaders({ headers: headers(address) }, table[kind].headers, address);
  for (const address of table.page.addresses) assertHeaders({ headers: headers(address) }, HOSTED, address);
});

test('Fastly has the headers of each kind', () => {
  const text = read('fastly/intermission.vcl');
  const deliver = text.slice(text.indexOf('sub vcl_deliver'));
  // Texts that stand beside each other are one; the visitor's own method is kept before the bucket is asked by GET.
  const set = (block) =>
    new Headers(
      [...block.matchAll(/set resp\.http\.([\w-]+) = "(.*)"( req\.http\.X-Intermission-Method)?;/g)].map(
        ([, name, value, method]) => [name, method ? `${value}METHOD` : value],
      ),
    );
  assert.match(text, /set req\.http\.X-Intermission-Method = req\.method;[^}]*set req\.method = "GET";/);
  const blocks = deliver.split('if (').slice(1);
  const block = (condition) => blocks.find((it) => it.startsWith(condition)) ?? assert.fail(condition);
  for (const kind of Object.keys(table)) {
    const condition = kind === 'missing' ? 'req.http.X-Intermission != "" && ' : `req.http.X-Intermission == "${kind}")`;
    assertHeaders({ headers: set(block(condition)) }, table[kind].headers, kind);
  }
  const names = [...text.matchAll(/req\.url\.path ~ "(.*)"\) \{\n\s*set req\.http\.X-Intermission = "(\w+)"/g)];
  for (const [kind, address] of files) {
    const found = names.find(([, pattern]) => new RegExp(pattern).test(address));
    assert.equal(found?.[2], kind, address);
  }
});

test('Fastly sends no visitor\'s cookies to the host of the page, and keeps no answer for one visitor', () => {
  const text = read('fastly/intermission.vcl');
  const toPage = text.slice(text.indexOf('set req.backend = F_page;'), text.indexOf('return(lookup);'));
  for (const name of ['Cookie', 'Authorization', 'Range', 'If-Match', 'If-Unmodified-Since']) {
    assert.match(toPage, new RegExp(`unset req\\.http\\.${name};`));
  }
  assert.equal(text.split('set req.backend = F_page;').length, 2, 'one way to the host of the page');
  assert.match(text, /if \(beresp\.http\.Set-Cookie \|\| beresp\.http\.Cache-Control ~ "\(\?i\)private\|no-store"\) \{\s*return\(pass\)/);
});

test('CloudFront has the headers of each kind, and a behaviour for every file', () => {
  const text = read('cloudfront/template.yaml');
  const policies = { page: 'Page', hashed: 'File', named: 'File', document: 'File', rendered: 'Rendered', past: 'Past', framed: 'Framed' };
  for (const [kind, policy] of Object.entries(policies)) {
    const block = text.split(`\n  ${policy}:\n`)[1].split(/\n {2}\w/)[0];
    for (const [name, value] of Object.entries(table[kind].headers)) {
      // Set at upload, see the template's own words, and by the bucket.
      if ((name === 'Cache-Control' && kind !== 'page') || name === 'Content-Type') continue;
      // CloudFront runs no function on the answer to a visitor where its origin has failed, so that it cannot tell the method.
      if (name === 'Server-Timing') continue;
      const said = {
        'Access-Control-Allow-Origin': 'AccessControlAllowOrigins: { Items: ["*"] }',
        'Access-Control-Expose-Headers': `AccessControlExposeHeaders: { Items: [${value}] }`,
        'Content-Security-Policy': `ContentSecurityPolicy: "${value}"`,
        'Referrer-Policy': `ReferrerPolicy: ${value} }`,
        'X-Content-Type-Options': 'ContentTypeOptions: { Override: true }',
      };
      assert.ok(block.includes(said[name] ?? `{ Header: ${name}, Value: "${value}", Override: true }`), `${kind}: ${name}`);
    }
  }
  const behaviours = [...text.matchAll(/PathPattern: (\S+), .*ResponseHeadersPolicyId: !Ref (\w+)/g)];
  const matches = (pattern, address) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(address);
  for (const [kind, address] of files) {
    const found = behaviours.find(([, pattern]) => matches(pattern, address));
    assert.equal(found?.[2], policies[kind], address);
  }
});

test('the guide and the rehearsal have the policy of the table', () => {
  const own = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  const policy = table.page.headers['Content-Security-Policy'];
  assert.ok(own('docs/options.md').includes(`\n${policy}\n`), 'docs/options.md');
  // Cells of the gallery hang in frames, and what the policy refuses is reported.
  const words = own('src/cli/rehearse/files.rs').replace(/\\\n\s*/g, '');
  const rehearsed = `${policy.replace("frame-ancestors 'none'; ", '')}; report-uri /__rehearsal/csp-report`;
  assert.ok(words.includes(rehearsed), 'src/cli/rehearse/files.rs');
  assert.ok(words.includes(`"${table.page.headers['Permissions-Policy']}"`), 'src/cli/rehearse/files.rs');
});
