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
}

export interface EmOptions {
  /** Comparisons that take part; the others neither weigh nor are estimated. */
  readonly active: readonly boolean[];
  readonly verdicts?: readonly Verdict[];
  readonly mostRounds?: number;
  /** Ends when no probability moves by more. */
  readonly tolerance?: number;
}

/** Pseudo-counts keep every level possible, however few pairs have shown it. */
const pseudo = 0.5;

/** P(match | levels). */
export function posterior({ rates, lambda }: EmState, levels: Levels, active: readonly boolean[]): number {
  let odds = lambda / (1 - lambda);
  for (let place = 0; place < levels.length; place++) {
    const level = levels[place] ?? 0;
    const rate = rates[place];
    if (level === 0 || active[place] !== true || rate === undefined) continue;
    odds *= (rate.m[level] ?? 1) / (rate.u[level] ?? 1);
  }
  return odds / (1 + odds);
}

/**
 * Expectation–maximisation over counted levels with u fixed (Winkler 1988; the way of Splink): m of the active comparisons and lambda among
 * these pairs. Verdicts count as certain.
 */
export function estimateMatches(vectors: readonly VectorCount[], start: EmState, options: EmOptions): EmState & { readonly matches: number } {
  const { active, verdicts = [], mostRounds = 200, tolerance = 1e-6 } = options;
  const total = vectors.reduce((sum, { count }) => sum + count, 0);
  let state = start;
  let matches = 0;
  for (let round = 0; round < mostRounds; round++) {
    const sums = state.rates.map(({ m }) => m.map(() => 0));
    matches = 0;
    for (const { levels, count } of vectors) {
      const share = count * posterior(state, levels, active);
      matches += share;
      add(sums, levels, share);
    }
    for (const { levels, isMatch } of verdicts) if (isMatch) add(sums, levels, 1);
    const rates = state.rates.map((rate, place) => (active[place] === true ? { m: shares(sums[place] ?? [], start.rates[place]?.m ?? []), u: rate.u } : rate));
    const lambda = Math.min(0.999999, Math.max(1e-12, matches / Math.max(1, total)));
    const moved = Math.max(
      Math.abs(lambda - state.lambda) / lambda,
      ...rates.flatMap(({ m }, place) => m.map((value, level) => Math.abs(value - (state.rates[place]?.m[level] ?? 0)))),
    );
    state = { rates, lambda };
    if (moved < tolerance) break;
  }
  return { ...state, matches };
}

/** Adds a weight to the level of each comparison. */
export function add(sums: readonly number[][], levels: Levels, weight: number): void {
  for (const [place, level] of levels.entries()) {
    const row = sums[place];
    if (row !== undefined) row[level] = (row[level] ?? 0) + weight;
  }
}

/** Shares of the known levels; `prior` says where pseudo-counts go. */
export function shares(sums: readonly number[], prior: readonly number[], strength = pseudo * sums.length): readonly number[] {
  const total = sums.reduce((sum, value, level) => (level === 0 ? sum : sum + value), 0);
  return sums.map((value, level) => (level === 0 ? 0 : Math.max(1e-9, (value + strength * (prior[level] ?? 0)) / (total + strength))));
}
