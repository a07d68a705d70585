import { type AskedColumn, type Compiled, compileColumns, type EvaluationContext, type Rule, type TagType } from '#compile';
import type { ClickHouse } from '#platform';
import { binCount, binSql, type Cut, cutParams, decileLevels, isMeasured, mostValues, valueSql } from './bins.ts';
import type { GoalBin } from './information.ts';

/** What a card is about: a tag's value, a part of a composite tag, or a trait. */
export interface Subject {
  readonly column: AskedColumn;
  readonly type: TagType;
}

/** One row a profile: `value` and, where there is a goal, whether it holds. Names have an underscore, as compileColumns asks. */
const rowsOf = ({ column, type }: Subject, context: EvaluationContext, goal: Rule | null): Compiled => {
  const { sql, params } = compileColumns(goal === null ? { it_is: column } : { it_is: column, goal_is: { kind: 'rule', rule: goal } }, context);
  return { sql: `SELECT ${valueSql(type)} AS value, ${goal === null ? '0' : 'goal_is'} AS reached FROM (${sql})`, params };
};

export interface Overview {
  readonly total: number;
  readonly known: number;
  readonly distinct: number;
  /** The cut that this population's own values make. */
  readonly cut: Cut;
}

/** How many there are, and the bins that their values make: type-7 deciles (equal ones once), or the most frequent values, ties by value. */
export async function overviewOf(clickhouse: ClickHouse, subject: Subject, context: EvaluationContext): Promise<Overview> {
  const { sql, params } = rowsOf(subject, context, null);
  if (isMeasured(subject.type)) {
    const levels = decileLevels.join(', ');
    const [row] = await clickhouse.query<{ total: number; known: number; distinct: number; borders: readonly (number | null)[] }>(
      `SELECT count() AS total, count(value) AS known, uniqExact(value) AS distinct, quantilesExactInclusive(${levels})(value) AS borders FROM (${sql})`,
      params,
      { lane: 'batch' },
    );
    const borders = (row?.borders ?? []).filter((border) => border !== null && Number.isFinite(border));
    return { total: row?.total ?? 0, known: row?.known ?? 0, distinct: row?.distinct ?? 0, cut: { kind: 'borders', borders: distinctOf(borders) } };
  }
  const [[row], values] = await Promise.all([
    clickhouse.query<{ total: number; known: number; distinct: number }>(
      `SELECT count() AS total, count(value) AS known, uniqExact(value) AS distinct FROM (${sql})`,
      params,
      { lane: 'batch' },
    ),
    clickhouse.query<{ value: string }>(
      `SELECT value FROM (${sql}) WHERE isNotNull(value) GROUP BY value ORDER BY count() DESC, value LIMIT ${mostValues}`,
      params,
      { lane: 'batch' },
    ),
  ]);
  return {
    total: row?.total ?? 0,
    known: row?.known ?? 0,
    distinct: row?.distinct ?? 0,
    cut: { kind: 'values', values: values.map(({ value }) => value) },
  };
}

const distinctOf = (numbers: readonly (number | null)[]): readonly number[] => [...new Set(numbers.map(Number))].sort((a, b) => a - b);

/** How many of a population lie in each bin of a cut, and of how many the goal holds. */
export async function countBins(
  clickhouse: ClickHouse,
  subject: Subject,
  context: EvaluationContext,
  cut: Cut,
  goal: Rule | null,
): Promise<readonly GoalBin[]> {
  const { sql, params } = rowsOf(subject, context, goal);
  const rows = await clickhouse.query<{ bin: number; count: number; positives: number }>(
    `SELECT toUInt32(${binSql(cut)}) AS bin, count() AS count, countIf(reached = 1) AS positives FROM (${sql}) GROUP BY bin`,
    { ...params, ...cutParams(cut) },
    { lane: 'batch' },
  );
  const found = new Map(rows.map(({ bin, count, positives }) => [bin, { count, positives }]));
  return Array.from({ length: binCount(cut) }, (_, bin) => found.get(bin) ?? { count: 0, positives: 0 });
}
