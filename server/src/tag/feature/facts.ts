import { FeatureFacts, type FeatureNote } from '@danqing/contracts';
import Value from 'typebox/value';
import type { EvaluationContext } from '#compile';
import type { JsonValue } from '#kernel';
import type { ClickHouse, QueryOptions } from '#platform';
import { featureBase, placesOf } from './base.ts';
import { countSql, fencesOf, flaggedSql, groupsSql, mostGroups, numbersSql } from './facts-sql.ts';
import { learnFeature } from './learned.ts';
import { isBetter } from './model/is-better.ts';
import { type FeaturePlan, fencesIn, figureOf, isLearned } from './plan.ts';

export const noFacts: FeatureFacts = { total: 0, known: 0, numbers: null, fences: null, groups: [], model: null, forest: null, notes: [] };

/** Fewer known values say little of the others. */
const few = 30;

interface NumbersRow {
  readonly total: number;
  readonly known: number;
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly quartiles: readonly [number, number, number];
  readonly mad: number;
  readonly meanDeviation: number;
}

/** Without the last digits, which hang on the order in which a sum was taken: the same data give the same values. */
const steady = (number: number): number => Number(number.toPrecision(12));

const spread = ([low, middle, high]: readonly [number, number, number]): [number, number, number] => [low, middle, high];

interface FactsOptions extends QueryOptions {
  /** Under which a model's answers are kept until they are used. */
  readonly run: number;
}

/** What a run takes of everybody: moments, fences, and the values that fill. Of a part of everybody counts are estimates. */
export async function takeFacts(
  clickhouse: ClickHouse,
  plan: FeaturePlan,
  context: EvaluationContext,
  { run, ...options }: FactsOptions,
): Promise<FeatureFacts> {
  const figures = await takeFigures(clickhouse, plan, context, options);
  if (!isLearned(plan) || figures.known === 0) return withNotes(plan, figures);
  return withNotes(plan, { ...figures, ...(await learnFeature({ clickhouse, run, options }, plan, context)) });
}

async function takeFigures(clickhouse: ClickHouse, plan: FeaturePlan, context: EvaluationContext, options: QueryOptions): Promise<FeatureFacts> {
  const { sql, params } = featureBase(plan, context);
  const times = context.oneIn ?? 1;
  if (plan.isText) {
    const [row] = await clickhouse.query<{ total: number; known: number }>(countSql(sql), params, options);
    const facts = { ...noFacts, total: (row?.total ?? 0) * times, known: (row?.known ?? 0) * times };
    return { ...facts, groups: await takeGroups(clickhouse, plan, facts, context, options) };
  }
  const [row] = await clickhouse.query<NumbersRow>(numbersSql(sql), params, options);
  if (row === undefined || row.known === 0) return { ...noFacts, total: (row?.total ?? 0) * times };
  const { total, known, mean, sd, min, max, quartiles, mad, meanDeviation } = row;
  const numbers = { mean: steady(mean), sd: steady(sd), min, max, quartiles: spread(quartiles), mad, meanDeviation: steady(meanDeviation) };
  const fence = fencesIn(plan);
  const fences = fence === null ? null : fencesOf(fence, { quartiles, mad, meanDeviation });
  const [flagged] = fences === null ? [] : await clickhouse.query<{ flagged: number }>(flaggedSql(sql), { ...params, ...fences }, options);
  const found = fences === null ? null : { ...fences, flagged: (flagged?.flagged ?? 0) * times };
  const facts: FeatureFacts = { ...noFacts, total: total * times, known: known * times, numbers, fences: found };
  return { ...facts, groups: await takeGroups(clickhouse, plan, facts, context, options) };
}

async function takeGroups(
  clickhouse: ClickHouse,
  plan: FeaturePlan,
  { fences }: FeatureFacts,
  context: EvaluationContext,
  options: QueryOptions,
): Promise<FeatureFacts['groups']> {
  const { isText } = plan;
  const impute = figureOf(plan);
  if (impute === null) return [];
  const { sql, params } = featureBase(plan, context);
  const inside = impute.withoutOutliers && fences !== null;
  const times = context.oneIn ?? 1;
  // Of one profile in so many, groups are as much smaller.
  const more = { least: Math.ceil(impute.least / times), ...(inside ? { low: fences.low, high: fences.high } : {}) };
  const statement = groupsSql(sql, impute.by, placesOf(plan).length, inside);
  const rows = await clickhouse.query<{ level: number; place: readonly string[]; known: number; value: string }>(statement, { ...params, ...more }, options);
  return rows.map(({ level, place, known, value }) => ({
    place: place.slice(0, level),
    known: known * times,
    value: isText || impute.by === 'mode' ? value : String(steady(Number(value))),
  }));
}

function withNotes(plan: FeaturePlan, facts: FeatureFacts): FeatureFacts {
  const { known, numbers, fences, groups } = facts;
  const isFlat = (): boolean => {
    if (plan.scale === null || numbers === null) return false;
    const [low, , high] = numbers.quartiles;
    return (plan.scale === 'z' ? numbers.sd : plan.scale === 'min-max' ? numbers.max - numbers.min : high - low) === 0;
  };
  const held: Readonly<Record<FeatureNote, boolean>> = {
    nobody_known: known === 0,
    few_known: known > 0 && known < few,
    iqr_zero: plan.outlier?.by === 'iqr' && known > 0 && fences === null,
    mad_zero: plan.outlier?.by === 'mad' && known > 0 && numbers?.mad === 0,
    scale_zero: isFlat(),
    model_not_better: facts.model !== null && !isBetter(facts.model.scores),
    groups_left_out: [1, 2].some((level) => groups.filter(({ place }) => place.length === level).length === mostGroups),
  };
  const notes: FeatureNote[] = ['nobody_known', 'few_known', 'iqr_zero', 'mad_zero', 'scale_zero', 'model_not_better', 'groups_left_out'];
  return { ...facts, notes: notes.filter((note) => held[note]) };
}

/** As a run keeps it. */
export const factsJson = (facts: FeatureFacts): JsonValue => ({ ...facts });

/** What the last run kept; null when it kept nothing that can be read. */
export const factsFrom = (json: JsonValue): FeatureFacts | null => (Value.Check(FeatureFacts, json) ? json : null);
