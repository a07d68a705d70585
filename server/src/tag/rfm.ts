import { type Compiled, compileMeasures, type EvaluationContext, type TagType } from '#compile';
import { combined } from './combine.ts';
import { type CutPoints, dimensions, type RfmPlan } from './parse-rfm.ts';
import { rfmTiers, tierIndex } from './rfm-tier.ts';

/**
 * Recency, frequency and monetary value of everybody with at least one matching event (Hughes, Strategic Database Marketing, 1994):
 * recency in whole periods of 24 h since the last of these events, frequency their number, monetary the sum of the value over them
 * (0 where no event has a number). Recency is taken in minutes and rounded down here, because a measure is rounded to six decimals,
 * which of days would be 86 ms: enough to make 2 days 23:59:59.999 into 3.
 */
function rfmBase({ recency, frequency, monetary }: RfmPlan, context: EvaluationContext): Compiled {
  return combined(
    [compileMeasures({ minutes: recency, events: frequency, amount: monetary }, context)],
    ([measures]) => `SELECT profile_id, floor(minutes / 1440) AS recency, events AS frequency, amount AS monetary FROM (${measures})`,
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

/**
 * SQL selecting everybody's values. Score of a dimension = 1 + number of cut points strictly below the value; of recency reversed, so that
 * the latest have the highest: bins + 1 − that. `score` reads r, f and m as three digits. The tag's own value is the tier (text) or the score (number).
 */
export function rfmValues(plan: RfmPlan, type: TagType, context: EvaluationContext, cuts: CutPoints): Compiled {
  return combined(
    [rfmBase(plan, context)],
    ([base]) => `
      SELECT profile_id, ${type === 'number' ? 'toString(score)' : 'tier'} AS text, CAST([], 'Array(String)') AS items,
        CAST(map('recency', toString(recency), 'frequency', toString(frequency), 'monetary', toString(monetary),
          'r', toString(r), 'f', toString(f), 'm', toString(m), 'score', toString(score), 'tier', tier), 'Map(LowCardinality(String), String)') AS fields
      FROM (
        SELECT profile_id, recency, frequency, monetary,
          {bins:UInt8} - arrayCount(cut -> cut < recency, {recencyCuts:Array(Float64)}) AS r,
          1 + arrayCount(cut -> cut < frequency, {frequencyCuts:Array(Float64)}) AS f,
          1 + arrayCount(cut -> cut < monetary, {monetaryCuts:Array(Float64)}) AS m,
          r * 100 + f * 10 + m AS score,
          arrayElement({tiers:Array(String)}, 1 + ${tierIndex}) AS tier
        FROM (${base})
      )`,
    { bins: plan.bins, middle: (plan.bins + 1) / 2, tiers: rfmTiers, recencyCuts: cuts.recency, frequencyCuts: cuts.frequency, monetaryCuts: cuts.monetary },
  );
}
