import type { Levels, VectorCount } from './vectors.ts';

/** m and u of one comparison, by level; [0] unused. */
export interface Rates {
  readonly m: readonly number[];
  readonly u: readonly number[];
}

export interface EmState {
  readonly rates: readonly Rates[];
  readonly lambda: number;
}

/** A pair about which somebody has decided. */
export interface Verdict {
  readonly levels: Levels;
  readonly isMatch: boolean;
  /** How many pairs it stands for; 1. */
  readonly count?: number;
  /** The blocking rules, by place, under which it was compared; absent where it is not among the counted pairs. */
  readonly rules?: readonly number[];
}

/** A verdict as one estimation sees it: is the pair among those that are counted? */
type KnownPair = Verdict & { readonly isCounted?: boolean };

export interface EmOptions {
  /** Comparisons that take part; the others neither weigh nor are estimated. */
  readonly active: readonly boolean[];
  /** Comparisons that weigh, with m as it stands. */
  readonly fixed?: readonly boolean[];
  readonly verdicts?: readonly KnownPair[];
  readonly mostRounds?: number;
  /** Ends when no probability moves by more. */
  readonly tolerance?: number;
  /** Where pseudo-counts go; by default to what `start` says. */
  readonly prior?: readonly (readonly number[])[];
}

/** P(match | levels) for one state, with the ratios m/u worked out once: it is asked for thousands of vectors. */
export function posteriorOf({ rates, lambda }: EmState, active: readonly boolean[]): (levels: Levels) => number {
  const ratios = rates.map(({ m, u }, place) => m.map((value, level) => (level === 0 || active[place] !== true ? 1 : value / (u[level] ?? 1))));
  const before = lambda / (1 - lambda);
  return (levels) => {
    let odds = before;
    for (let place = 0; place < levels.length; place++) odds *= ratios[place]?.[levels[place] ?? 0] ?? 1;
    return odds / (1 + odds);
  };
}

/**
 * Expectation–maximisation over counted levels with u fixed (Winkler 1988; the way of Splink): m of the active comparisons and lambda among
 * these pairs. A verdict is one pair that is certain (as labelled examples in EM, Nigam et al. 2000, with weight 1): in the place of the share that a counted pair has by
 * its levels stands 1 or 0; a match that is not among the counted pairs adds itself. So "same" moves m towards the levels of its pair and "different" away from them.
 */
export function estimateMatches(vectors: readonly VectorCount[], start: EmState, options: EmOptions): EmState & { readonly matches: number } {
  const { active, fixed = [], verdicts = [], mostRounds = 100, tolerance = 1e-5 } = options;
  const prior = options.prior ?? start.rates.map(({ m }) => m);
  const seen = mergeVectors(vectors, active);
  const total = seen.reduce((sum, { count }) => sum + count, 0);
  let state = start;
  let matches = 0;
  for (let round = 0; round < mostRounds; round++) {
    const sums = state.rates.map(({ m }) => m.map(() => 0));
    const posterior = posteriorOf(state, active);
    matches = 0;
    for (const { levels, count } of seen) {
      const share = count * posterior(levels);
      matches += share;
      add(sums, levels, share);
    }
    for (const { levels, isMatch, isCounted, count = 1 } of verdicts) {
      const weight = count * ((isMatch ? 1 : 0) - (isCounted === true ? posterior(levels) : 0));
      add(sums, levels, weight);
      if (isCounted === true) matches += weight;
    }
    const rates = state.rates.map((rate, place) =>
      active[place] === true && fixed[place] !== true ? { m: shares(sums[place] ?? [], prior[place] ?? []), u: rate.u } : rate,
    );
    const lambda = Math.min(0.999999, Math.max(1e-12, matches / Math.max(1, total)));
    const moved = Math.max(...rates.flatMap(({ m }, place) => m.map((value, level) => Math.abs(value - (state.rates[place]?.m[level] ?? 0)))));
    state = { rates, lambda };
    if (moved < tolerance) break;
  }
  return { ...state, matches };
}

/** Vectors that differ only in comparisons that take no part are one; those comparisons count as not known. */
function mergeVectors(vectors: readonly VectorCount[], active: readonly boolean[]): readonly VectorCount[] {
  if (!active.includes(false)) return vectors;
  const merged = new Map<string, { levels: Levels; count: number }>();
  for (const { levels, count } of vectors) {
    const kept = levels.map((level, place) => (active[place] === true ? level : 0));
    const key = kept.join();
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { levels: kept, count });
    else known.count += count;
  }
  return [...merged.values()];
}

/** Adds a weight to the level of each comparison. */
export function add(sums: readonly number[][], levels: Levels, weight: number): void {
  for (let place = 0; place < levels.length; place++) {
    const row = sums[place];
    const level = levels[place] ?? 0;
    if (row !== undefined) row[level] = (row[level] ?? 0) + weight;
  }
}

/** Pseudo-counts a level: they keep every level possible, however few pairs have shown it. */
const pseudoCount = 0.5;

/** Shares of the known levels; `prior` says where `strength` pseudo-counts go. */
export function shares(sums: readonly number[], prior: readonly number[], strength = pseudoCount * sums.length): readonly number[] {
  const total = sums.reduce((sum, value, level) => (level === 0 ? sum : sum + value), 0);
  return sums.map((value, level) => (level === 0 ? 0 : Math.max(1e-9, (value + strength * (prior[level] ?? 0)) / (total + strength))));
}
