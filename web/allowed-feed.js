// Checks the feed that the page's address asks for against those that the operator allows.

/**
 * Matches paths that a server may resolve to a place outside their folder, although `URL` does not: encoded separators
 * and dots, also those that are encoded twice, parameters of a segment (`..;`), and empty segments.
 */
const LEAVING = /%(?:2e|2f|5c|25|3b|0|1)|[;\\]|^\/|\/\/|(?:^|\/)\.\.?(?:\/|$)/i;

/**
 * Returns the URL in the parameter `feed` of QUERY, or nothing where there is none. ALLOWED has URLs separated by spaces:
 * the feed's URL must equal one of them, or begin with one that is written with a `/` at its end. Otherwise anybody
 * could show text on this page by a link. Relative URLs are resolved against BASE.
 */
export function allowedFeed(query, allowed, base) {
  const feed = new URLSearchParams(query).get('feed');
  if (!feed) return undefined;
  const { href } = new URL(feed, base);
  const isBelow = (folder) => href.startsWith(folder) && !LEAVING.test(href.slice(folder.length).split(/[?#]/)[0]);
  const allows = (it) => {
    const own = new URL(it, base).href;
    return href === own || (it.endsWith('/') && isBelow(own));
  };
  if (allowed.split(/\s+/).some((it) => it && allows(it))) return href;
  throw new Error(`\`feed\`: expected one that \`intermission-feeds\` allows, found \`${feed}\``);
}
