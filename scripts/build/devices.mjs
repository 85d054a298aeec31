// Leaves out single devices that make the download smaller, so that scripts/bench-size.mjs can measure each of them.
// docs/decisions/0001-size-devices.md says what each does and why it stays.

/** The devices that scripts leave out when INTERMISSION_WITHOUT names them, separated by commas. */
export const DEVICES = ['streams', 'order', 'rename'];

const without = (process.env.INTERMISSION_WITHOUT ?? '').split(',').filter(Boolean);
const unknown = without.find((name) => !DEVICES.includes(name));
if (unknown) throw new Error(`INTERMISSION_WITHOUT: expected some of ${DEVICES.join(', ')}, found \`${unknown}\``);

/** Whether this build makes use of DEVICE. */
export const uses = (device) => !without.includes(device);
