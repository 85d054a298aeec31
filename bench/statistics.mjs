// Medians, and how far the measured values lie apart.

const sorted = (values) => [...values].sort((one, other) => one - other);

/** The median; the mean of the two in the middle where their number is even. */
export function median(values) {
  const all = sorted(values);
  const middle = Math.floor(all.length / 2);
  return all.length % 2 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
}

/** The distance between the quartiles as a part of the median: 0.1 means that half of the values lie within 10 %. */
export function spread(values) {
  const all = sorted(values);
  const at = (part) => all[Math.round((all.length - 1) * part)];
  return median(all) === 0 ? 0 : (at(0.75) - at(0.25)) / median(all);
}
