import { add, type EmState, estimateMatches, posteriorOf, type Rates, shares, type Verdict } from './em.ts';
import type { ComparisonModel, LinkageModel } from './model.ts';
import type { VectorCount } from './vectors.ts';

/** What a comparison is called and tells apart; the model's part that is not estimated. */
type ComparisonShape = Omit<ComparisonModel, 'm' | 'u'>;

export interface TrainingData {
  readonly comparisons: readonly ComparisonShape[];
  /** Pairs taken at random. */
  readonly random: readonly VectorCount[];
  /** All pairs of each blocking rule, those of other rules too. */
  readonly rules: readonly { readonly columns: readonly string[]; readonly vectors: readonly VectorCount[] }[];
  /** All pairs that are compared, each once. */
  readonly compared: readonly VectorCount[];
  /** Pairs there are, compared or not. */
  readonly possible: number;
  readonly verdicts?: readonly Verdict[];
}

/** Rounds in which matches among the random pairs are taken out of u, and m is estimated again with it. */
const cleanings = 3;
const firstLambda = 0.05;

/**
 * Estimates the model without a single known match. u: levels of random pairs. m: EM within the pairs of one rule after the other, without the
 * comparisons of the rule's own columns (there everything agrees). lambda: expected matches among all compared
 * pairs ÷ possible pairs. Random pairs hold a few matches, which matter where u is tiny: they are weighed out and everything is estimated again.
 */
export function trainModel(data: TrainingData): LinkageModel {
  const everything = data.comparisons.map(() => true);
  const levels = data.comparisons.map(({ labels }) => labels.length);
  const first = levels.map(firstGuess);
  let u = levelShares(levels, data.random, () => 1);
  let state: EmState = { rates: [], lambda: 0 };
  for (let round = 0; round < cleanings; round++) {
    const rates = estimateByRule(data, first, round === 0 ? first : state.rates.map(({ m }) => m), u);
    state = withLambda(data, { rates, lambda: 1 / Math.max(2, Math.sqrt(data.possible)) }, everything);
    const posterior = posteriorOf(state, everything);
    u = levelShares(levels, data.random, (vector) => 1 - posterior(vector.levels));
  }
  const final = withLambda(data, { rates: state.rates.map(({ m }, place) => ({ m, u: u[place] ?? [] })), lambda: state.lambda }, everything);
  return {
    lambda: final.lambda,
    comparisons: data.comparisons.map((shape, place) => ({ ...shape, m: final.rates[place]?.m ?? [], u: final.rates[place]?.u ?? [] })),
  };
}

type ByLevel = readonly (readonly number[])[];

function estimateByRule(data: TrainingData, prior: ByLevel, from: ByLevel, u: ByLevel): readonly Rates[] {
  const rates = from.map((m, place): Rates => ({ m, u: u[place] ?? [] }));
  const isTaught = from.map(() => false);
  for (const { vectors, active, rule } of lessonsOf(data)) {
    const verdicts = (data.verdicts ?? []).map((verdict) => ({ ...verdict, isCounted: verdict.rules?.includes(rule) === true }));
    const found = estimateMatches(vectors, { rates, lambda: firstLambda }, { active, fixed: isTaught, prior, verdicts });
    for (const [place, rate] of found.rates.entries()) {
      if (active[place] !== true) continue;
      rates[place] = rate;
      isTaught[place] = true;
    }
  }
  return rates;
}

interface Lesson {
  /** Its place among the blocking rules. */
  readonly rule: number;
  readonly vectors: readonly VectorCount[];
  /** Comparisons that are estimated here: not those of the rule's own columns. */
  readonly active: readonly boolean[];
}

const fewestPairs = 20;

/**
 * The rules with the fewest pairs, until every comparison has been estimated once. Few pairs agree on what tells people apart, and many of them are
 * matches; among the many pairs of a vague rule EM alone finds whatever class is largest, such as namesakes or one brand's products.
 * There, what earlier lessons have taught stays as it is and leads to the right class.
 */
function lessonsOf(data: TrainingData): readonly Lesson[] {
  const sized = data.rules.map(({ columns, vectors }, rule) => ({
    rule,
    vectors,
    pairs: vectors.reduce((sum, { count }) => sum + count, 0),
    active: data.comparisons.map((comparison) => !columns.includes(comparison.columns[0] ?? '')),
  }));
  const enough = sized.filter(({ pairs }) => pairs >= fewestPairs);
  const lessons: Lesson[] = [];
  const isTaught = data.comparisons.map(() => false);
  for (const lesson of (enough.length > 0 ? enough : sized).toSorted((a, b) => a.pairs - b.pairs)) {
    if (!lesson.active.some((isActive, place) => isActive && isTaught[place] !== true)) continue;
    lessons.push(lesson);
    for (const [place, isActive] of lesson.active.entries()) if (isActive) isTaught[place] = true;
  }
  return lessons;
}

/** lambda such that it is the share of matches it implies itself. */
function withLambda(data: TrainingData, start: EmState, active: readonly boolean[]): EmState {
  let { lambda } = start;
  for (let round = 0; round < 100; round++) {
    const posterior = posteriorOf({ rates: start.rates, lambda }, active);
    let matches = 0;
    for (const { levels, count } of data.compared) matches += count * posterior(levels);
    const next = Math.min(0.5, Math.max(1 / (data.possible + 1) / 100, matches / data.possible));
    const isStill = Math.abs(next - lambda) < 1e-6 * lambda;
    lambda = next;
    if (isStill) break;
  }
  return { rates: start.rates, lambda };
}

function levelShares(levels: readonly number[], vectors: readonly VectorCount[], weightOf: (vector: VectorCount) => number): readonly (readonly number[])[] {
  const sums = levels.map((count) => Array.from({ length: count }, () => 0));
  for (const vector of vectors) add(sums, vector.levels, vector.count * weightOf(vector));
  return sums.map((row) =>
    shares(
      row,
      row.map((_, level) => (level === 0 ? 0 : 1 / (row.length - 1))),
      1,
    ),
  );
}

/** Most matches agree in full, some nearly, few not at all. */
function firstGuess(levels: number): readonly number[] {
  const between = levels - 3;
  return Array.from({ length: levels }, (_, level) => {
    if (level === 0) return 0;
    if (level === levels - 1) return between > 0 ? 0.8 : 0.9;
    return level === 1 ? 0.1 : 0.1 / between;
  });
}
