import { compileColumns, type EvaluationContext } from '#compile';
import type { ClickHouse, QueryOptions } from '#platform';
import { measureOf } from './written.ts';

const age = measureOf({ since: { first: '*' }, unit: 'minute' });

/** How many people became known on each day from one on; the first day stands for all before it too. Known: a profile, or an event that is older. */
export function readBorn(clickhouse: ClickHouse, from: string, context: EvaluationContext, options: QueryOptions) {
  const { sql, params } = compileColumns({ x_made: { kind: 'created' }, x_age: { kind: 'measure', measure: age } }, context);
  const first = `fromUnixTimestamp64Milli({x_moment:Int64} - toInt64(ifNull(x_age, 0) * 60000), 'UTC')`;
  return clickhouse.query<{ readonly day: string; readonly people: number }>(
    `SELECT toString(greatest(toDate(least(x_made, ${first}), {x_zone:String}), {x_from:Date})) AS day, count() AS people FROM (${sql}) GROUP BY day ORDER BY day`,
    { ...params, x_moment: context.at, x_zone: context.timezone, x_from: from },
    options,
  );
}
