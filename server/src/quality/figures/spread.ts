import type { Spread } from '#profile';

/** How the values of a field spread, as it is kept. */
export interface KeptSpread extends Omit<Spread, 'deciles'> {
  readonly event: string;
  /** Of numbers, over their tenths. */
  readonly evenness: number;
  /** Rounded to two digits, and none of few values. */
  readonly deciles: readonly number[];
}

/** How well the values of a field tell people apart. */
export interface Separation {
  /** Evenness of the values, 0 (all the same) to 1 (as even as so many kinds can be): Shannon's entropy over the greatest there could be; of numbers over tenths. */
  readonly entropy: number;
  /** Share of those with the most frequent value. */
  readonly dominant: number;
  /** Kinds of values for each value: 1 when all differ, as order numbers do. */
  readonly distinctShare: number;
  readonly isNumber: boolean;
}

const tenths = 10;

/**
 * Entropy of numbers over the tenths between their deciles, 0 to 1: where neighbouring deciles are the same number, their tenths are one lump. Numbers that all differ fill all tenths evenly (1), one
 * number over and over is one lump (0).
 */
export function decileEntropy(deciles: readonly number[]): number {
  if (deciles.length === 0) return 0;
  // A decile that stands k times holds k + 1 of the edges between tenths, and what lies between these is the same number.
  const runs = [...Map.groupBy(deciles, (value) => value).values()].map((same) => same.length);
  const inLumps = runs.filter((length) => length > 1).map((length) => length / tenths);
  const lone = Math.max(0, 1 - inLumps.reduce((sum, share) => sum + share, 0));
  if (runs.length === 1 && deciles.length > 1) return 0;
  const singles = Array.from({ length: Math.round(lone * tenths) }, () => 1 / tenths);
  const bits = [...inLumps, ...singles].reduce((sum, share) => sum - share * Math.log2(share), 0);
  return Math.min(1, bits / Math.log2(tenths));
}

const mostlyNumbers = 0.9;
/** Few numbers are kinds (1, 2, 3), not amounts. */
const fewKinds = 20;

export function separationOf({ values, distinct, bits, most, numbers, evenness }: Omit<KeptSpread, 'event' | 'deciles'>): Separation {
  const isNumber = values > 0 && numbers >= mostlyNumbers * values && distinct > fewKinds;
  const greatest = Math.log2(Math.max(2, Math.min(distinct, values)));
  const entropy = isNumber ? evenness : distinct < 2 ? 0 : Math.min(1, bits / greatest);
  return { entropy: Math.max(0, entropy), dominant: values === 0 ? 0 : most / values, distinctShare: values === 0 ? 0 : distinct / values, isNumber };
}
