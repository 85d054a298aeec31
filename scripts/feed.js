// Which document the page shows: the operator's own, or one that its address asks for and the operator allows.

/**
 * The address in QUERY's `feed` where ALLOWED, URLs with spaces between them, has it or begins it with one that ends
 * in `/`; nobody else can put words on this page. Relative ones count from BASE.
 */
export function allowedFeed(query, allowed, base) {
  const feed = new URLSearchParams(query).get('feed');
  if (!feed) return undefined;
  const { href } = new URL(feed, base);
  const allows = (it) => (it.endsWith('/') ? href.startsWith(it) : href === it);
  if (allowed.split(/\s+/).some((it) => it && allows(new URL(it, base).href))) return href;
  throw new Error(`\`feed\`: expected one that \`intermission-feeds\` allows, found \`${feed}\``);
}
