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
 * One row: how many people each side has (`inside`, `base`, `both`), how many of them are in each bucket of each attribute (`inside_<place>`…, arrays of
 * 64), and mean and median of each number or date on both sides (`mean_a_<place>`…). Everything is counted side by side while everybody passes once.
 * A row an attribute and a person, counted by group, cost the same again and half as much; a second pass for the means doubled it.
 */
export function portraitQuery(shown: readonly Shown[], inside: Rule, against: Rule | null, context: EvaluationContext, total: number): Compiled {
  const { sql, params } = sidesSql(shown, inside, against, context);
  const median = total > exactMedians ? 'quantileTDigestIf(0.5)' : 'quantileExactInclusiveIf(0.5)';
  const bound: Record<string, unknown> = {};
  const columns = shown.map((each, place) => `${bucketOf(each, place, bound)} AS bucket_${place}`);
  const counts = shown.flatMap(({ shape }, place) =>
    sidesOf(against).map(({ name, condition }) => {
      if (shape.form === 'list') return `sumForEachIf(bucket_${place}, ${condition}) AS ${name}_${place}`;
      return `sumResample(0, ${bucketsEach}, 1)(toUInt8(${condition}), bucket_${place}) AS ${name}_${place}`;
    }),
  );
  const summaries = shown.flatMap(({ attribute, shape }, place) => {
    if (shape.form !== 'numbers' && shape.form !== 'dates') return [];
    const number = numberSql(attribute, place, shape.form);
    return (['a', 'b'] as const).flatMap((side) => [
      `avgIf(${number}, in_${side}) AS mean_${side}_${place}`,
      `${median}(${number}, in_${side}) AS median_${side}_${place}`,
    ]);
  });
  const sizes = sidesOf(against).map(({ name, condition }) => `countIf(${condition}) AS ${name}`);
  return {
    sql: `SELECT ${[...sizes, ...counts, ...summaries].join(', ')} FROM (SELECT ${['*', ...columns].join(', ')} FROM (${sql})${against === null ? '' : ' WHERE in_a OR in_b'})`,
    params: { ...params, ...bound },
  };
}

/** Against everybody, both sides together are the inner one. */
const sidesOf = (against: Rule | null): readonly { readonly name: keyof Sides; readonly condition: string }[] => [
  { name: 'inside', condition: 'in_a' },
  { name: 'base', condition: 'in_b' },
  ...(against === null ? [] : [{ name: 'both' as const, condition: 'in_a AND in_b' }]),
];

/** What `portraitQuery` counted, by attribute and bucket; `code` is place × 64 + bucket. */
export function bucketRows(row: Readonly<Record<string, unknown>>, shown: readonly Shown[]): readonly BucketRow[] {
  const counts = (name: string, place: number): readonly unknown[] => {
    const value = row[`${name}_${place}`];
    return Array.isArray(value) ? value : [];
  };
  return shown.flatMap((_, place) => {
    const [inside, base] = [counts('inside', place), counts('base', place)];
    const both = `both_${place}` in row ? counts('both', place) : inside;
    return Array.from({ length: bucketsEach }, (_each, bucket) => ({
      code: place * bucketsEach + bucket,
      inside: Number(inside[bucket] ?? 0),
      base: Number(base[bucket] ?? 0),
      both: Number(both[bucket] ?? 0),
    }));
  });
}

/** A number below 64; of a list 64 numbers, 1 in each bucket that one of its elements is in. */
function bucketOf(each: Shown, place: number, bound: Record<string, unknown>): string {
  const { shape } = each;
  if (shape.form !== 'list') return `toUInt8(${singleBucket(each, place, shape, bound)})`;
  return `arrayMap(x -> toUInt64(has(${listBuckets(each, place, shape.values, bound)}, x)), range(${bucketsEach}))`;
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

export interface BucketRow extends Sides {
  readonly code: number;
}
