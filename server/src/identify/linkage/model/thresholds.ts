import { probabilityOf } from './model.ts';

/** What is to be expected when pairs are linked from a probability on, by the model's own belief. */
export interface Threshold {
  readonly probability: number;
  readonly pairs: number;
  readonly precision: number;
  /** Of the matches among compared pairs: what blocking never compared is not in it. */
  readonly recall: number;
}

interface Step {
  readonly bits: number;
  readonly pairs: number;
  readonly matches: number;
}

const offered = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999];

/** Expected precision and recall at a choice of thresholds; `steps` ascending by bits. */
export function thresholdsOf(steps: readonly Step[], choice: readonly number[] = offered): readonly Threshold[] {
  const allMatches = steps.reduce((sum, { matches }) => sum + matches, 0);
  return choice.map((probability) => {
    const kept = steps.filter(({ bits }) => probabilityOf(bits + 0.125) >= probability);
    const pairs = kept.reduce((sum, step) => sum + step.pairs, 0);
    const matches = kept.reduce((sum, step) => sum + step.matches, 0);
    return { probability, pairs, precision: pairs === 0 ? 1 : matches / pairs, recall: allMatches === 0 ? 1 : matches / allMatches };
  });
}
