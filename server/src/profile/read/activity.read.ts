import type { ClickHouse } from '#platform';

/** How much one profile id has done, merged-away ids each for themselves. */
export interface Activity {
  readonly originId: number;
  readonly events: number;
  /** ms, of its events of every kind */
  readonly firstAt: number;
  readonly lastAt: number;
}

const activityByOrigin = `
  SELECT origin_id AS originId, sum(events) AS events, toUnixTimestamp64Milli(min(first_at)) AS firstAt, toUnixTimestamp64Milli(max(last_at)) AS lastAt
  FROM event_activity
  WHERE workspace = {p1:UInt32} AND origin_id IN {p2:Array(UInt64)}
  GROUP BY origin_id`;

/** By origin_id, which never changes: exact while a merge is not squashed yet. */
export async function readActivity(clickhouse: ClickHouse, workspace: number, originIds: readonly number[]): Promise<ReadonlyMap<number, Activity>> {
  const rows = await clickhouse.query<Activity>(activityByOrigin, { p1: workspace, p2: originIds }, { lane: 'point' });
  return new Map(rows.map((row) => [row.originId, row]));
}
