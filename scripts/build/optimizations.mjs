// Switches off single optimizations for size, so that scripts/bench-size.mjs can measure each of them.
// docs/decisions/0001-size-devices.md says what each does and why it stays.

/** Optimizations that scripts skip when INTERMISSION_WITHOUT names them, separated by commas. */
const OPTIMIZATIONS = ['streams', 'order', 'rename'];

const without = (process.env.INTERMISSION_WITHOUT ?? '').split(',').filter(Boolean);
const unknown = without.find((name) => !OPTIMIZATIONS.includes(name));
if (unknown) throw new Error(`INTERMISSION_WITHOUT: expected some of ${OPTIMIZATIONS.join(', ')}, found \`${unknown}\``);

/** Returns whether this build applies OPTIMIZATION. */
export const applies = (optimization) => !without.includes(optimization);
