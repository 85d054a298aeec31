// Derives the widget's style from the page's style sheets.
//
// Sizes are relative to the host's font instead of `rem`, which depends on the host's root element; widths are relative
// to the widget instead of the window; colours follow the host's `color-scheme`, and the host can override each of them.

/** Returns the custom properties of the first rule of CSS behind the text AFTER, as pairs. */
function tokens(css, after) {
  const from = css.indexOf('{', css.indexOf(after) + after.length - 1);
  const rule = css.slice(from, css.indexOf('}', from));
  const pairs = [...rule.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]);
  if (pairs.length === 0) throw new Error(`expected custom properties after \`${after}\` in tokens.css, found none`);
  return pairs;
}

/** Returns the tokens in CSS, the text of tokens.css, as rules for the inside of the widget. */
function widgetTokens(css) {
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

/** Returns CSS with units and queries that are relative to the widget. */
export function widgetSizes(css) {
  return css
    .replace(/(\d)rem\b/g, '$1em')
    .replace(/(\d)vw\b/g, '$1cqi')
    .replace(/@media \((min|max)-width/g, '@container ($1-width');
}

/** Returns the style of the widget's inside, from the text of tokens.css and SHEETS. */
export function widgetStyles(tokenSheet, sheets) {
  return widgetSizes([widgetTokens(tokenSheet), ...sheets].join('\n'));
}
