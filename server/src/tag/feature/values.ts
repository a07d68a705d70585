import type { FeatureFacts } from '@danqing/contracts';
import type { Compiled, EvaluationContext } from '#compile';
import { featureBase, placesOf } from './base.ts';
import { madUnit } from './facts-sql.ts';
import { type FeaturePlan, fencesIn, figureOf, forestIn, isLearned, lineOf, modelOf } from './plan.ts';

/** Between the fields of a group: no text that people type has it. */
const between = '\u0001';

interface Part {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const nothing: Part = { sql: 'NULL', params: {} };

/**
 * SQL selecting everybody's value: the real one wherever it is known, otherwise the one that fills. Parts: `value`; `imputed` and `outlier` ("true", "false");
 * `distance`, how far out it is in the measure of the method; `scaled`. What is filled is no outlier, and tells none.
 * `run`: under which a model's answers are kept; null: there are none.
 */
export function featureValues(plan: FeaturePlan, context: EvaluationContext, facts: FeatureFacts, run: number | null): Compiled {
  const { sql, params } = featureBase(plan, context);
  const type = plan.isText ? 'String' : 'Float64';
  const [fill, outlier, scaled] = [fillOf(plan, facts), outlierOf(plan, facts), scaleOf(plan, facts)];
  return {
    sql: `
      SELECT profile_id, text, CAST([], 'Array(String)') AS items, mapFilter((name, part) -> part != '', map('value', text, 'imputed', if(is_imputed, 'true', 'false'),
        'outlier', outlier, 'distance', distance, 'scaled', scaled)) AS fields
      FROM (
        SELECT profile_id, isNull(f_value) AS is_imputed, CAST(${fill.sql}, 'Nullable(${type})') AS filling, ifNull(f_value, filling) AS filled,
          ifNull(toString(filled), '') AS text, ${outlier.sql}, ${scaled.sql} AS scaled
        FROM (${isLearned(plan) ? withAnswers(sql, lineOf(plan) !== null) : sql})
      )
      WHERE isNotNull(filled)`,
    params: { ...params, ...fill.params, ...outlier.params, ...scaled.params, ...(isLearned(plan) ? { run: run ?? 0 } : {}) },
  };
}

/** Everybody with what a model said of them. */
const withAnswers = (base: string, hasLine: boolean): string => `
  SELECT base.profile_id AS profile_id, base.f_value AS f_value, ${hasLine ? 'base.f_line AS f_line, ' : ''}said.fill AS f_fill, said.score AS f_score FROM (${base}) AS base
  LEFT JOIN (SELECT profile_id, fill, score FROM tag_feature_result WHERE run_id = {run:UInt64}) AS said ON base.profile_id = said.profile_id
  SETTINGS join_use_nulls = 0`;

/** The value of the narrowest group that there is; wider ones after it, everybody last. */
function fillOf(plan: FeaturePlan, { groups }: FeatureFacts): Part {
  if (lineOf(plan) !== null) return { sql: 'f_line', params: {} };
  if (modelOf(plan) !== null) return { sql: plan.isText ? `nullIf(f_fill, '')` : 'toFloat64OrNull(f_fill)', params: {} };
  const type = plan.isText ? 'String' : 'Float64';
  const typed = (value: string): string | number => (plan.isText ? value : Number(value));
  const whole = groups.find(({ place }) => place.length === 0);
  if (figureOf(plan) === null || whole === undefined) return nothing;
  let part: Part = { sql: `{fill:${type}}`, params: { fill: typed(whole.value) } };
  for (let level = 1; level <= placesOf(plan).length; level++) {
    const these = groups.filter(({ place }) => place.length === level);
    if (these.length === 0) continue;
    const key = Array.from({ length: level }, (_, index) => `f_place_${index}`).join(', char(1), ');
    part = {
      sql: `transform(${level === 1 ? key : `concat(${key})`}, {keys${level}:Array(String)}, {fills${level}:Array(${type})}, ${part.sql})`,
      params: { ...part.params, [`keys${level}`]: these.map(({ place }) => place.join(between)), [`fills${level}`]: these.map(({ value }) => typed(value)) },
    };
  }
  return part;
}

/** `outlier` and `distance` of a known number. */
function outlierOf(plan: FeaturePlan, { numbers, fences }: FeatureFacts): Part {
  const [forest, outlier] = [forestIn(plan), fencesIn(plan)];
  if (forest !== null)
    return {
      sql: `if(isNotNull(f_value) AND ifNull(f_score >= {limit:Float64}, 0), 'true', 'false') AS outlier, if(isNotNull(f_value), ifNull(toString(f_score), ''), '') AS distance`,
      params: { limit: forest.limit },
    };
  if (outlier === null) return { sql: `'' AS outlier, '' AS distance`, params: {} };
  if (numbers === null || fences === null) return { sql: `'false' AS outlier, '' AS distance`, params: {} };
  const [low, middle, high] = numbers.quartiles;
  const distance =
    outlier.by === 'iqr'
      ? `multiIf(f_value < {q1:Float64}, (f_value - {q1:Float64}) / {unit:Float64}, f_value > {q3:Float64}, (f_value - {q3:Float64}) / {unit:Float64}, 0)`
      : `(f_value - {middle:Float64}) / {unit:Float64}`;
  return {
    sql: `if(ifNull(f_value < {low:Float64} OR f_value > {high:Float64}, 0), 'true', 'false') AS outlier, ifNull(toString(round(${distance}, 6)), '') AS distance`,
    params: {
      low: fences.low,
      high: fences.high,
      ...(outlier.by === 'iqr' ? { q1: low, q3: high, unit: high - low } : { middle, unit: madUnit(numbers.mad, numbers.meanDeviation) }),
    },
  };
}

/** Where and how wide the known values lie; without a spread they are only moved to 0, as scikit-learn's scalers do. */
export function scaleParameters({ scale }: FeaturePlan, { numbers }: FeatureFacts): { readonly centre: number; readonly unit: number } | null {
  if (scale === null || numbers === null) return null;
  const [low, middle, high] = numbers.quartiles;
  const width = scale === 'z' ? numbers.sd : scale === 'min-max' ? numbers.max - numbers.min : high - low;
  return { centre: scale === 'z' ? numbers.mean : scale === 'min-max' ? numbers.min : middle, unit: width === 0 ? 1 : width };
}

function scaleOf(plan: FeaturePlan, facts: FeatureFacts): Part {
  const found = scaleParameters(plan, facts);
  return found === null
    ? { sql: `''`, params: {} }
    : { sql: `ifNull(toString(round((filled - {centre:Float64}) / {width:Float64}, 9)), '')`, params: { centre: found.centre, width: found.unit } };
}
