export interface Stability {
  readonly psi: number;
  /** Each bin's part of the index. */
  readonly parts: readonly number[];
}

const smoothing = 0.5;

/**
 * Population stability index (N. Siddiqi, Credit Risk Scorecards, Wiley 2006, ch. 8; B. Yurdakul, Statistical Properties of Population Stability Index,
 * 2018: the symmetrised Kullback–Leibler divergence of binned shares):
 *
 *   PSI = Σ (now_i − then_i) · ln(now_i / then_i)
 *
 * over the bins that were frozen on the earlier population. Each count is 0.5 higher than it is, so that an empty bin leaves it finite. Null where
 * either side is empty.
 */
export function stabilityOf(then: readonly number[], now: readonly number[]): Stability | null {
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const [before, after] = [total(then), total(now)];
  if (before === 0 || after === 0 || then.length !== now.length) return null;
  const added = smoothing * then.length;
  const parts = then.map((count, index) => {
    const q = (count + smoothing) / (before + added);
    const p = ((now[index] ?? 0) + smoothing) / (after + added);
    return (p - q) * Math.log(p / q);
  });
  return { psi: parts.reduce((sum, part) => sum + part, 0), parts };
}

export type Drift = 'stable' | 'shifting' | 'shifted';

/** The usual reading: below 0.1 stable, up to 0.25 shifting, above shifted. */
export function driftOf(psi: number): Drift {
  if (psi < 0.1) return 'stable';
  return psi < 0.25 ? 'shifting' : 'shifted';
}
