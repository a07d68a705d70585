/** What is known of one comparison (Fellegi & Sunter 1969): how often each level is seen among matches and among others. */
export interface ComparisonModel {
  readonly name: string;
  readonly columns: readonly string[];
  readonly labels: readonly string[];
  /** P(level | match), by level; [0], nothing known, says nothing and is 0. Sums to 1. */
  readonly m: readonly number[];
  /** P(level | no match), by level. */
  readonly u: readonly number[];
  /** The level at which a value's own frequency takes the place of u. */
  readonly frequencyLevel?: number;
}

export interface LinkageModel {
  readonly comparisons: readonly ComparisonModel[];
  /** P(two records taken at random match). */
  readonly lambda: number;
}

/** Bits that a level adds: log2(m/u). Nothing known adds nothing. */
export const levelBits = ({ m, u }: ComparisonModel, level: number): number => (level === 0 ? 0 : Math.log2((m[level] ?? 1) / (u[level] ?? 1)));

/** log2 of the odds before anything is compared. */
export const priorBits = (lambda: number): number => Math.log2(lambda / (1 - lambda));

export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);
export const bitsOf = (probability: number): number => Math.log2(probability / (1 - probability));
