import { compileMembers, type EvaluationContext } from '#compile';
import type { ClickHouse } from '#platform';

/** How many profiles a list finds today: as a rule that names it would. */
export async function countList(clickhouse: ClickHouse, key: string, context: EvaluationContext): Promise<number> {
  const { sql, params } = compileMembers({ kind: 'list', key }, context);
  const [row] = await clickhouse.query<{ count: number }>(`SELECT count() AS count FROM (${sql})`, params);
  return row?.count ?? 0;
}

/** Profile ids in ascending order. */
export async function readListMembers(
  clickhouse: ClickHouse,
  key: string,
  context: EvaluationContext,
  after: number,
  limit: number,
): Promise<readonly number[]> {
  const { sql, params } = compileMembers({ kind: 'list', key }, context);
  const page = `SELECT profile_id AS profile FROM (${sql}) WHERE profile_id > {after_:UInt64} ORDER BY profile_id LIMIT {limit_:UInt32}`;
  const rows = await clickhouse.query<{ profile: number }>(page, { ...params, after_: after, limit_: limit });
  return rows.map(({ profile }) => profile);
}
