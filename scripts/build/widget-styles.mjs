// Makes of the page's style sheets those of the element.
//
// Sizes count from the host's font instead of `rem`, which a host may have set to anything; widths are the
// element's instead of the window's; colours follow the host's `color-scheme`; and the host may set any of them.

/** The declarations of custom properties in the first rule of CSS after the text AFTER, as pairs. */
function tokens(css, after) {
  const from = css.indexOf('{', css.indexOf(after) + after.length - 1);
  const rule = css.slice(from, css.indexOf('}', from));
  const pairs = [...rule.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]);
  if (pairs.length === 0) throw new Error(`expected custom properties after \`${after}\` in tokens.css, found none`);
  return pairs;
}

/** TOKENS, the text of tokens.css, as one rule for the inside of the element. */
function guestTokens(css) {
  const light = tokens(css, ':root {');
  const dark = new Map(tokens(css, ':root[data-theme="dark"] {'));
  const colours = light.filter(([name]) => dark.has(name));
  const others = light.filter(([name]) => !dark.has(name) && name !== '--sans');
  const open = (name, value) => `${name}: var(--intermission-${name.slice(2)}, ${value});`;
  const both = colours.map(([name, value]) => open(name, `light-dark(${value}, ${dark.get(name)})`));
  return `.box { ${[...colours, ...others].map(([name, value]) => open(name, value)).join(' ')} }
    @supports (color: light-dark(#000, #fff)) { .box { ${both.join(' ')} } }
    @media (prefers-contrast: more) { .box { --soft: var(--ink); --line: var(--soft); } }`;
}

/** Every distance in CSS as it counts in the element. */
function guestSizes(css) {
  return css
    .replace(/(\d)rem\b/g, '$1em')
    .replace(/(\d)vw\b/g, '$1cqi')
    .replace(/@media \((min|max)-width/g, '@container ($1-width');
}

/** The style of the element's inside, from tokens.css and SHEETS. */
export function guestStyles(tokenSheet, sheets) {
  return guestSizes([guestTokens(tokenSheet), ...sheets].join('\n'));
}
