/** One part of a population: how many are in it, and of how many the goal holds. */
export interface GoalBin {
  readonly count: number;
  readonly positives: number;
}

export interface Information {
  readonly value: number;
  /** By bin: the weight of evidence, and the bin's part of the information value. */
  readonly bins: readonly { readonly woe: number; readonly part: number }[];
}

const smoothing = 0.5;

/**
 * Information value and weight of evidence (N. Siddiqi, Credit Risk Scorecards, Wiley 2006, ch. 6):
 *
 *   WoE_i = ln(share of the positives in bin i / share of the negatives in bin i)      IV = Σ (positive share_i − negative share_i) · WoE_i
 *
 * Each cell counts 0.5 more than there is (J. B. S. Haldane 1955, F. J. Anscombe 1956), so that an empty one leaves both finite. Natural logarithm.
 * Null where nobody, or everybody, reached the goal: then there is nothing to tell apart.
 */
export function informationOf(bins: readonly GoalBin[]): Information | null {
  const positives = bins.reduce((sum, bin) => sum + bin.positives, 0);
  const negatives = bins.reduce((sum, bin) => sum + bin.count - bin.positives, 0);
  if (positives === 0 || negatives === 0) return null;
  const added = smoothing * bins.length;
  const parts = bins.map((bin) => {
    const positive = (bin.positives + smoothing) / (positives + added);
    const negative = (bin.count - bin.positives + smoothing) / (negatives + added);
    const woe = Math.log(positive / negative);
    return { woe, part: (positive - negative) * woe };
  });
  return { value: parts.reduce((sum, { part }) => sum + part, 0), bins: parts };
}

export type Power = 'none' | 'weak' | 'medium' | 'strong' | 'suspicious';

/** Siddiqi's reading: below 0.02 none, 0.1 weak, 0.3 medium, 0.5 strong; above that, look whether the tag already contains the goal. */
export function powerOf(informationValue: number): Power {
  if (informationValue < 0.02) return 'none';
  if (informationValue < 0.1) return 'weak';
  if (informationValue < 0.3) return 'medium';
  return informationValue < 0.5 ? 'strong' : 'suspicious';
}
