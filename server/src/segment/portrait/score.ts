import { benjaminiHochberg, chiSquareTail, twoSided } from './statistics.ts';

/** How many people each side has: the segment, what it is held against, and those in both. */
export interface Sides {
  readonly inside: number;
  readonly base: number;
  readonly both: number;
}

/** How two shares of the sides compare. */
export interface Contrast {
  readonly insideShare: number;
  readonly baseShare: number;
  /** Target group index: share inside / share in the base × 100; null where the base has nobody. */
  readonly index: number | null;
  /** In standard errors; 0 where nothing can differ. */
  readonly z: number;
  readonly p: number;
  /** So few people are expected that the normal approximation says little (fewer than 5 on some side). */
  readonly isSparse: boolean;
}

/**
 * Two proportions of groups that may overlap. Everybody in both groups counts alike in both shares, so with n₁, n₂ people, n₁₂ of them in both,
 * and p the share among all of them together, the difference has the variance p(1−p)(1/n₁ + 1/n₂ − 2n₁₂/(n₁n₂)). For groups without overlap that is
 * the pooled two-proportion z-test (R. A. Fisher's 2 × 2 case; A. Agresti, Categorical Data Analysis, 3.1.3); for a segment within everybody it equals that
 * test of the segment against the rest. (B. Derrick et al., J. Mod. Appl. Stat. Methods 14 (2015), treat partial overlap.)
 */
export function contrastOf(counts: Sides, sides: Sides): Contrast {
  const insideShare = share(counts.inside, sides.inside);
  const baseShare = share(counts.base, sides.base);
  const pooled = pooledShare(counts, sides);
  const variance = pooled * (1 - pooled) * freshness(sides);
  const z = variance > 0 ? (insideShare - baseShare) / Math.sqrt(variance) : 0;
  const least = Math.min(sides.inside, sides.base) * Math.min(pooled, 1 - pooled);
  return { insideShare, baseShare, index: baseShare === 0 ? null : (insideShare / baseShare) * 100, z, p: twoSided(z), isSparse: least < 5 };
}

const share = (count: number, of: number): number => (of === 0 ? 0 : count / of);

const unionOf = ({ inside, base, both }: Sides): number => inside + base - both;

const pooledShare = (counts: Sides, sides: Sides): number => share(unionOf(counts), unionOf(sides));

/** 1/n₁ + 1/n₂ − 2n₁₂/(n₁n₂); 0 when both groups are the same people. */
const freshness = ({ inside, base, both }: Sides): number =>
  inside === 0 || base === 0 || (inside === both && base === both) ? 0 : 1 / inside + 1 / base - (2 * both) / (inside * base);

export interface AttributeTest {
  readonly p: number;
  /** How far apart the distributions lie, whatever the sizes: Cohen's w, √Σ(p₁−p₂)²/p. 0: alike. */
  readonly strength: number;
}

/**
 * Whether an attribute is spread differently on the two sides. `buckets` hold everybody once (`isExclusive`), or a person may be in several (elements of lists).
 * Exclusive buckets: Pearson's chi-square, Σ(p₁−p₂)²/p divided by the variance factor of `contrastOf`; k − 1 degrees of freedom.
 * Others: the strongest bucket, its p-value multiplied by their number (Bonferroni).
 */
export function testAttribute(buckets: readonly Sides[], sides: Sides, isExclusive: boolean): AttributeTest {
  const factor = freshness(sides);
  const parts = buckets.flatMap((counts) => {
    const pooled = pooledShare(counts, sides);
    const difference = share(counts.inside, sides.inside) - share(counts.base, sides.base);
    return pooled > 0 && pooled < 1 ? [{ squared: difference ** 2 / pooled, pooled }] : [];
  });
  if (isExclusive) {
    const sum = parts.reduce((total, { squared }) => total + squared, 0);
    return { p: factor === 0 ? 1 : chiSquareTail(sum / factor, parts.length - 1), strength: Math.sqrt(sum) };
  }
  const strongest = Math.max(0, ...parts.map(({ squared, pooled }) => squared / (1 - pooled)));
  const p = factor === 0 ? 1 : Math.min(1, parts.length * chiSquareTail(strongest / factor, 1));
  return { p, strength: Math.sqrt(strongest) };
}

/** Adds `q`, the p-value adjusted for all that were tested together. */
export function withQ<T extends { readonly p: number }>(tests: readonly T[]): readonly (T & { readonly q: number })[] {
  const qs = benjaminiHochberg(tests.map(({ p }) => p));
  return tests.map((test, index) => ({ ...test, q: qs[index] ?? 1 }));
}
