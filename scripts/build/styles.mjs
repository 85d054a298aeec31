// Replaces the unit of distances in style sheets by its value.

/** Replaces `var(--step)` in CSS by its value, which TOKENS declares: a style sheet, by default CSS itself. A hundred
 * distances use it and nothing overrides it. */
export function withStepsComputed(css, tokens = css) {
  const [declaration, step] = /--step:\s*([\d.]+)rem;/.exec(tokens) ?? [];
  if (!step) throw new Error('expected `--step` in `rem` among the styles');
  return css
    .replace(declaration, '')
    .replace(/calc\((-?[\d.]+) \* var\(--step\)\)/g, (_, times) => `${times * step}rem`)
    .replaceAll('var(--step)', `${step}rem`);
}
