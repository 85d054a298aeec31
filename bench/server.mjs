// Serves one contestant's folder on loopback, with the status document that the runner sets. Each has a port, and so
// an origin and a storage, of its own.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.png': 'image/png',
};

/** Serves FOLDER. Returns the address, the state, whose `document` is the status document, and how to stop. */
export async function serve(folder) {
  const state = { document: '' };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/status.json') {
      response.writeHead(200, { 'content-type': TYPES['.json'], 'cache-control': 'no-cache' });
      return response.end(state.document);
    }
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    const isPacked = existsSync(`${file}.br`) && /\bbr\b/.test(request.headers['accept-encoding']);
    const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-cache' };
    if (isPacked) headers['content-encoding'] = 'br';
    response.writeHead(200, headers);
    createReadStream(isPacked ? `${file}.br` : file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    state,
    // Browsers ask for Brotli on secure origins only, which `localhost` and loopback addresses are.
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
