import { type Compiled, compileMeasures, type EvaluationContext, type TagType } from '#compile';
import { combined } from './combine.ts';
import { type CutPoints, dimensions, type RfmPlan, type Scores } from './parse-rfm.ts';
import { tierIndex } from './rfm-tier.ts';

/** What a run froze: the borders of the bins and, where high means above average, the averages of the scores. */
export interface FrozenRfm extends CutPoints {
  /** null: high does not mean above average. */
  readonly average: Scores | null;
}

/**
 * Recency, frequency and monetary value of everybody with at least one matching event (Hughes, Strategic Database Marketing, 1994):
 * recency in whole periods of 24 h since the last of these events, frequency their number, monetary the sum of the value over them
 * (0 where no event has a number). Recency is taken in minutes and rounded down here, because a measure is rounded to six decimals,
 * which of days would be 86 ms: enough to make 2 days 23:59:59.999 into 3.
 */
function rfmBase({ recency, frequency, monetary }: RfmPlan, context: EvaluationContext): Compiled {
  return combined(
    [compileMeasures({ days: recency, events: frequency, amount: monetary }, context)],
    ([measures]) => `SELECT profile_id, floor(days) AS recency, events AS frequency, amount AS monetary FROM (${measures})`,
  );
}

/** SQL selecting one row: the inner borders of each dimension's bins, type 7 quantiles (Hyndman & Fan 1996) of the population. */
export function rfmCutPoints(plan: RfmPlan, context: EvaluationContext): Compiled {
  const levels = Array.from({ length: plan.bins - 1 }, (_, index) => (index + 1) / plan.bins).join(', ');
  return combined(
    [rfmBase(plan, context)],
    ([base]) => `SELECT ${dimensions.map((name) => `quantilesExactInclusive(${levels})(base.${name}) AS ${name}`).join(', ')} FROM (${base}) AS base`,
  );
}

/** Scores of a dimension, each 1 + the number of cut points strictly below the value; of recency reversed, so that the latest have the highest. */
const scores = `{bins:UInt8} - arrayCount(cut -> cut < recency, {recencyCuts:Array(Float64)}) AS r,
          1 + arrayCount(cut -> cut < frequency, {frequencyCuts:Array(Float64)}) AS f,
          1 + arrayCount(cut -> cut < monetary, {monetaryCuts:Array(Float64)}) AS m`;

const scoreParams = ({ bins }: RfmPlan, cuts: CutPoints): Readonly<Record<string, unknown>> => ({
  bins,
  recencyCuts: cuts.recency,
  frequencyCuts: cuts.frequency,
  monetaryCuts: cuts.monetary,
});

/** SQL selecting one row: the average scores r, f, m of the population. */
export const rfmAverages = (plan: RfmPlan, context: EvaluationContext, cuts: CutPoints): Compiled =>
  combined(
    [rfmBase(plan, context)],
    ([base]) => `SELECT avg(r) AS r, avg(f) AS f, avg(m) AS m FROM (SELECT ${scores} FROM (${base}))`,
    scoreParams(plan, cuts),
  );

/**
 * SQL selecting everybody's values. `score` reads r, f and m as three digits; the tier says which of them count as high. The tag's own value is
 * the tier (text) or the score (number).
 */
export function rfmValues(plan: RfmPlan, type: TagType, context: EvaluationContext, cuts: FrozenRfm): Compiled {
  const high = plan.high === 'average' ? (cuts.average ?? { r: 0, f: 0, m: 0 }) : plan.high;
  return combined(
    [rfmBase(plan, context)],
    ([base]) => `
      SELECT profile_id, ${type === 'number' ? 'toString(score)' : 'tier'} AS text, CAST([], 'Array(String)') AS items,
        CAST(map('recency', toString(recency), 'frequency', toString(frequency), 'monetary', toString(monetary),
          'r', toString(r), 'f', toString(f), 'm', toString(m), 'score', toString(score), 'tier', tier), 'Map(String, String)') AS fields
      FROM (
        SELECT profile_id, recency, frequency, monetary,
          ${scores},
          r * 100 + f * 10 + m AS score,
          arrayElement({tiers:Array(String)}, 1 + ${tierIndex}) AS tier
        FROM (${base})
      )`,
    { ...scoreParams(plan, cuts), tiers: plan.tiers, highR: high.r, highF: high.f, highM: high.m },
  );
}
