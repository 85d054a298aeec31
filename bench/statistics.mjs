// Medians, and how far the measured values lie apart.

const sorted = (values) => [...values].sort((one, other) => one - other);

/** The median; the mean of the two in the middle where their number is even. */
export function median(values) {
  const all = sorted(values);
  const middle = Math.floor(all.length / 2);
  return all.length % 2 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
}

/** The value below which PART of the values lies. */
export function quantile(values, part) {
  return sorted(values)[Math.round((values.length - 1) * part)];
}

/** How wide the middle half of the values is, as a part of the median. */
export function spread(values) {
  const middle = median(values);
  return middle === 0 ? 0 : (quantile(values, 0.75) - quantile(values, 0.25)) / middle;
}
