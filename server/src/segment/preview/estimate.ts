import { type Compiled, compileColumns, type EvaluationContext, ranksFirstN, type Rule } from '#compile';

/** A count from a sample of profiles, drawn by a hash of their ids. */
export interface Estimate {
  readonly count: number;
  /** Of `count`. */
  readonly standardError: number;
  /** The interval that holds the true count 95 times of 100. */
  readonly low: number;
  readonly high: number;
  /** How many profiles were looked at; one in `oneIn`. */
  readonly looked: number;
  readonly oneIn: number;
}

/** Fewer people are counted at once as fast as a sample of them. */
const worthwhile = 200_000;
/** The sample aims at so many profiles: two shares of it differ by less than half a percent of everybody. */
const aimed = 30_000;
const most = 64;

/** One profile in how many an estimate looks at; null where it would save nothing, or where a part of the people cannot stand for all (the first n by a measure). */
export function oneInOf(rule: Rule, total: number, { segments }: Pick<EvaluationContext, 'segments'>): number | null {
  if (total < worthwhile || ranksFirstN(rule, segments)) return null;
  return Math.min(most, Math.max(2, Math.floor(total / aimed)));
}

/** Selects `looked, found`: how many profiles are drawn, and how many of them the rule finds. Every source reads drawn profiles only. */
export function estimateQuery(rule: Rule, context: EvaluationContext, oneIn: number): Compiled {
  const { sql, params } = compileColumns({ is_member: { kind: 'rule', rule } }, { ...context, oneIn });
  return { sql: `SELECT count() AS looked, countIf(is_member) AS found FROM (${sql})`, params };
}

/** The 97.5 % point of the normal distribution. */
const z = 1.959963984540054;

/**
 * From `found` of `looked` drawn profiles to everybody. The standard error is the binomial one with the correction for a finite population (W. G. Cochran,
 * Sampling Techniques, 3.2); the interval is Wilson's score interval (E. B. Wilson, JASA 22 (1927)), which stays honest near none and all; it never
 * excludes those who were found.
 */
export function estimateOf(found: number, looked: number, total: number, oneIn: number): Estimate {
  if (looked === 0) return { count: 0, standardError: 0, low: 0, high: total, looked, oneIn };
  const share = found / looked;
  const left = total <= 1 ? 0 : (total - looked) / (total - 1);
  const standardError = total * Math.sqrt(((share * (1 - share)) / looked) * left);
  const squared = z ** 2 * left;
  const centre = (share + squared / (2 * looked)) / (1 + squared / looked);
  const half = (Math.sqrt((share * (1 - share) * squared) / looked + squared ** 2 / (4 * looked ** 2)) / (1 + squared / looked)) * total;
  return {
    count: Math.round(share * total),
    standardError,
    low: Math.max(found, Math.floor(centre * total - half)),
    high: Math.min(total - (looked - found), Math.ceil(centre * total + half)),
    looked,
    oneIn,
  };
}
