import { compileMeasure, type EvaluationContext } from '#compile';
import { isJsonObject, type JsonValue } from '#kernel';
import type { ClickHouse, QueryOptions } from '#platform';
import { combined } from './combine.ts';
import { type Clump, naturalBreaks } from './natural-breaks.ts';
import type { AxisPlan, TiersPlan } from './parse-tiers.ts';
import type { TagPlan } from './plan.ts';

/** The borders of a run: of tiers those of `rows`; of a grid those of both sides; none where a side is cases. */
export interface TierCuts {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

export const noCuts: TierCuts = { rows: [], columns: [] };

type TieredPlan = Extract<TagPlan, { readonly kind: 'tiers' | 'grid' }>;
export const isTiered = (plan: TagPlan): plan is TieredPlan => plan.kind === 'tiers' || plan.kind === 'grid';

const isFixed = (axis: AxisPlan): boolean => axis.kind === 'cases' || axis.tiers.borders.kind === 'given';
const rowsOf = (plan: TieredPlan): AxisPlan => (plan.kind === 'tiers' ? plan : plan.rows);

/** Whether its borders are everybody's, so that each run takes and freezes them. */
export const hasMovingBorders = (plan: TagPlan): boolean => isTiered(plan) && !(isFixed(rowsOf(plan)) && (plan.kind === 'tiers' || isFixed(plan.columns)));

/** The borders that the definition itself gives; a computed one is left out. */
export const givenCuts = (plan: TieredPlan): TierCuts => ({ rows: given(rowsOf(plan)), columns: plan.kind === 'tiers' ? [] : given(plan.columns) });
const given = (axis: AxisPlan): readonly number[] => (axis.kind === 'tiers' && axis.tiers.borders.kind === 'given' ? axis.tiers.borders.cuts : []);

type Options = QueryOptions;

/** The borders as of the context's moment: given ones, and those that are computed from everybody whose measure is known. */
export async function freezeCuts(clickhouse: ClickHouse, plan: TieredPlan, context: EvaluationContext, options: Options): Promise<TierCuts> {
  const cutsOf = (axis: AxisPlan): Promise<readonly number[]> =>
    axis.kind === 'cases' ? Promise.resolve([]) : computedCuts(clickhouse, axis.tiers, context, options);
  const [rows, columns] = await Promise.all([cutsOf(rowsOf(plan)), plan.kind === 'tiers' ? [] : cutsOf(plan.columns)]);
  return { rows, columns };
}

async function computedCuts(clickhouse: ClickHouse, { by, names, borders }: TiersPlan, context: EvaluationContext, options: Options) {
  const tiers = names.length;
  const ask = async <Row extends object>(write: (values: string) => string): Promise<readonly Row[]> => {
    const { sql, params } = combined([compileMeasure(by, context)], ([values]) => write(values ?? ''));
    return clickhouse.query<Row>(sql, params, options);
  };
  switch (borders.kind) {
    case 'given':
      return borders.cuts;
    case 'quantile': {
      const [row] = await ask<{ readonly cuts: readonly (number | null)[] }>((values) => quantiles(borders.levels, values));
      return numbersIn(row?.cuts ?? []).map(rounded);
    }
    case 'equal': {
      const [row] = await ask<{ readonly low: number | null; readonly high: number | null; readonly people: number }>(ends);
      if (row === undefined || row.people === 0) return [];
      const [low, high] = [row.low ?? 0, row.high ?? 0];
      return Array.from({ length: tiers - 1 }, (_, index) => rounded(low + ((high - low) * (index + 1)) / tiers));
    }
    case 'natural': {
      const clumps = await ask<Clump>(clumped);
      return clumps.length === 0 ? [] : naturalBreaks(clumps, tiers);
    }
  }
}

/** Interpolated borders without the last digits, which are only the arithmetic's: people see 820, and 820 it is. */
const rounded = (cut: number): number => Number(cut.toPrecision(14));

/** Type 7 (Hyndman & Fan 1996). The levels are numbers of ours: aggregate functions take no parameters there. */
const quantiles = (levels: readonly number[], values: string): string =>
  `SELECT quantilesExactInclusive(${levels.map((level) => level.toFixed(9)).join(', ')})(value) AS cuts FROM (${values})`;

const ends = (values: string): string => `SELECT min(value) AS low, max(value) AS high, count() AS people FROM (${values})`;

/** At most a thousand clumps: no clump holds more than one in 500 people (but of one value), nor more than a 500th of the range. */
const clumped = (values: string): string => `
  SELECT avg(value) AS mean, max(value) AS high, count() AS weight
  FROM (
    SELECT value, rank() OVER (ORDER BY value ASC) AS place, count() OVER () AS people, min(value) OVER () AS low, max(value) OVER () AS top
    FROM (${values})
  )
  GROUP BY intDiv((place - 1) * 500, people), toUInt16(if(top = low, 0, least(499, (value - low) / (top - low) * 500)))
  ORDER BY high`;

/** Of nobody, the quantiles are NaN and reach us as null: then there is nobody to place either. */
const numbersIn = (json: JsonValue | readonly unknown[] | undefined): readonly number[] =>
  Array.isArray(json) && json.every((each) => typeof each === 'number') ? json.map(Number) : [];

/** As a run keeps it. */
export const cutsJson = (plan: TieredPlan, { rows, columns }: TierCuts): JsonValue =>
  plan.kind === 'tiers' ? { cuts: [...rows] } : { rows: [...rows], columns: [...columns] };

/** What the last run froze. */
export const cutsFrom = (json: JsonValue): TierCuts =>
  isJsonObject(json) ? { rows: numbersIn(json['cuts'] ?? json['rows']), columns: numbersIn(json['columns']) } : noCuts;
