// Which document the page shows: the operator's own, or one that its address asks for and the operator allows.

/**
 * What servers may read as a way out of a folder, though URLs here do not: encoded separators and dots, also those that
 * are encoded twice, parameters of a segment (`..;`), and segments without a name.
 */
const LEAVING = /%(?:2e|2f|5c|25|3b|0|1)|[;\\]|^\/|\/\/|(?:^|\/)\.\.?(?:\/|$)/i;

/**
 * The address in QUERY's `feed` where ALLOWED, URLs with spaces between them, has it or begins it with one that ends
 * in `/` as it is written; nobody else can put words on this page. Relative ones count from BASE.
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
