import { levelBits, type LinkageModel, priorBits, probabilityOf } from './model/model.ts';
import type { Levels } from './model/vectors.ts';

/** One bar of a pair's waterfall. */
export interface PairStep {
  readonly comparison: string;
  /** What was seen, as the model names its levels. */
  readonly label: string;
  /** What it adds: above 0 for a match, below 0 against it. */
  readonly bits: number;
  /** P(match) after this step. */
  readonly probability: number;
}

/**
 * How a pair comes to its weight: the odds before comparing, then the bits of each comparison. `shares` are the frequencies of the values
 * that the pair agrees on, by comparison: at the frequency level they stand in the place of u.
 */
export function explainPair(model: LinkageModel, levels: Levels, shares: readonly (number | undefined)[] = []): readonly PairStep[] {
  let bits = priorBits(model.lambda);
  const before: PairStep = { comparison: '', label: 'before comparing', bits, probability: probabilityOf(bits) };
  const steps = model.comparisons.map((comparison, place): PairStep => {
    const level = levels[place] ?? 0;
    const share = level === comparison.frequencyLevel ? shares[place] : undefined;
    const added = share === undefined ? levelBits(comparison, level) : Math.log2((comparison.m[level] ?? 1) / share);
    bits += added;
    return { comparison: comparison.name, label: comparison.labels[level] ?? '', bits: added, probability: probabilityOf(bits) };
  });
  return [before, ...steps];
}
