const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [upper = 0, lower = 0] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? upper : (upper + lower) / 2;
};

export interface Usual {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** MAD times this estimates a standard deviation of normal data (Rousseeuw & Croux 1993). */
const normal = 1.4826;

/**
 * What a count usually is: median ± `deviations` × 1.4826 MAD of the same hour of past weeks. A count of events swings by its square root at
 * least, so a MAD of a few like weeks is never taken for less than that.
 */
export function usualOf(past: readonly number[], deviations: number): Usual {
  const median = medianOf(past);
  const mad = medianOf(past.map((value) => Math.abs(value - median)));
  const spread = Math.max(normal * mad, Math.sqrt(median), 1);
  return { median, low: Math.max(0, median - deviations * spread), high: median + deviations * spread };
}
