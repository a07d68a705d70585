import { type Compiled, compileColumns, type EvaluationContext, type Rule } from '#compile';
import { askedColumns, type Attribute, readingsOf } from './catalogue.ts';
import type { Sides } from './score.ts';
import type { Shape } from './shape.ts';
import { daySql } from './survey.ts';

/** An attribute that is shown, and how. */
export interface Shown {
  readonly attribute: Attribute;
  readonly shape: Exclude<Shape, { readonly form: 'left_out' }>;
}

const everybody: Rule = { kind: 'all', of: [] };
/** Buckets of one attribute: 0 unknown, 1… its values or bins, the last for everything else. */
export const bucketsEach = 64;
export const otherBucket = bucketsEach - 1;
/** Beyond this a median is estimated (t-digest): an exact one keeps every number in memory. */
const exactMedians = 2_000_000;

/** The columns that everything about the two sides is counted from. */
function sidesSql(shown: readonly Shown[], inside: Rule, against: Rule | null, context: EvaluationContext): Compiled {
  const columns = askedColumns(shown.map(({ attribute }) => attribute));
  return compileColumns({ ...columns, in_a: { kind: 'rule', rule: inside }, in_b: { kind: 'rule', rule: against ?? everybody } }, context);
}

/**
 * Selects `code, inside, base, both`: how many people of each side are in a bucket of an attribute; code = place × 64 + bucket. Each person's
 * buckets become one array of small numbers, and those are counted, so that all attributes cost one pass.
 */
export function bucketsQuery(shown: readonly Shown[], inside: Rule, against: Rule | null, context: EvaluationContext): Compiled {
  const { sql, params } = sidesSql(shown, inside, against, context);
  const bound: Record<string, unknown> = {};
  const single: string[] = [];
  const several: string[] = [];
  shown.forEach((each, place) => {
    const first = place * bucketsEach;
    if (each.shape.form === 'list') several.push(`arrayMap(x -> toUInt16(x + ${first}), ${listBuckets(each, place, each.shape.values, bound)})`);
    else single.push(`toUInt16(${singleBucket(each, place, each.shape, bound)} + ${first})`);
  });
  const codes = `arrayConcat(CAST([${single.join(', ')}], 'Array(UInt16)')${several.map((each) => `, ${each}`).join('')})`;
  return {
    sql: `SELECT code, countIf(in_a) AS inside, countIf(in_b) AS base, countIf(in_a AND in_b) AS both
      FROM (SELECT in_a, in_b, arrayJoin(${codes}) AS code FROM (${sql}) WHERE in_a OR in_b) GROUP BY code`,
    params: { ...params, ...bound },
  };
}

function singleBucket({ attribute }: Shown, place: number, shape: Exclude<Shown['shape'], { form: 'list' }>, bound: Record<string, unknown>): string {
  const { text } = readingsOf(attribute, place);
  if (shape.form === 'values') return valueBucket(`ifNull(${text}, '')`, place, shape.values, bound);
  const number = numberSql(attribute, place, shape.form);
  bound[`cuts_${place}`] = shape.cuts;
  return `if(isNull(${number}), 0, 1 + arrayCount(cut -> assumeNotNull(${number}) > cut, {cuts_${place}:Array(Float64)}))`;
}

/** 0 for '', the place of a value that is shown, the last bucket for every other. */
function valueBucket(text: string, place: number, values: readonly string[], bound: Record<string, unknown>): string {
  bound[`values_${place}`] = ['', ...values];
  bound[`places_${place}`] = ['', ...values].map((_, index) => index);
  return `transform(${text}, {values_${place}:Array(String)}, {places_${place}:Array(UInt8)}, toUInt8(${otherBucket}))`;
}

function listBuckets({ attribute }: Shown, place: number, values: readonly string[], bound: Record<string, unknown>): string {
  const { text, list } = readingsOf(attribute, place);
  const items = `if(empty(${list}), [ifNull(${text}, '')], ${list})`;
  return `arrayDistinct(arrayMap(x -> ${valueBucket('x', place, values, bound)}, ${items}))`;
}

const numberSql = (attribute: Attribute, place: number, form: 'numbers' | 'dates'): string => {
  const { text, number } = readingsOf(attribute, place);
  return form === 'dates' ? daySql(text) : number;
};

/** One row: how many people each side has (`inside`, `base`, `both`), and mean and median of each number or date on both: `mean_a_<place>`… */
export function summaryQuery(shown: readonly Shown[], inside: Rule, against: Rule | null, context: EvaluationContext, total: number): Compiled {
  const { sql, params } = sidesSql(shown, inside, against, context);
  const median = total > exactMedians ? 'quantileTDigestIf(0.5)' : 'quantileExactInclusiveIf(0.5)';
  const summaries = shown.flatMap(({ attribute, shape }, place) => {
    if (shape.form !== 'numbers' && shape.form !== 'dates') return [];
    const number = numberSql(attribute, place, shape.form);
    return (['a', 'b'] as const).flatMap((side) => [
      `avgIf(${number}, in_${side}) AS mean_${side}_${place}`,
      `${median}(${number}, in_${side}) AS median_${side}_${place}`,
    ]);
  });
  return {
    sql: `SELECT ${['countIf(in_a) AS inside', 'countIf(in_b) AS base', 'countIf(in_a AND in_b) AS both', ...summaries].join(', ')} FROM (${sql})`,
    params,
  };
}

export interface BucketRow extends Sides {
  readonly code: number;
}
