// Finds the files of the build by their URLs.

import { join } from 'node:path';

/** Returns the file below DIST that URL names when the site is served at PUBLIC_URL, or nothing for a `data:` URL. */
export function fileOf(url, dist, publicUrl = '/') {
  const here = new URL(publicUrl, 'https://page.invalid/');
  const there = new URL(url, here);
  if (there.protocol === 'data:') return undefined;
  if (there.origin !== here.origin || !there.pathname.startsWith(here.pathname)) {
    throw new Error(`\`${url}\` lies outside the built page, which is served at \`${publicUrl}\``);
  }
  return join(dist, decodeURIComponent(there.pathname.slice(here.pathname.length)));
}
