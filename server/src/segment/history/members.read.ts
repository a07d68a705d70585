import type { Compiled } from '#compile';
import type { ClickHouse } from '#platform';

/**
 * SQL that selects `profile_id`: who was in a segment at a past moment (ms), from the changes up to then. Nothing is copied by day: the changes are
 * kept for ever and say it for every moment. (A million members with ten changes each are counted in about a second; a bitmap a day of 500 such
 * segments would take hundreds of gigabytes a year.) Members by the ids they had then: whoever was merged away since has left at the next run.
 */
export const membersAsOf = (workspace: number, segment: number, atMs: number): Compiled => ({
  sql: `SELECT profile_id FROM segment_change
    WHERE workspace = {workspace_:UInt32} AND segment_id = {segment_:UInt32} AND at < fromUnixTimestamp64Milli({before_:Int64}, 'UTC')
    GROUP BY profile_id HAVING argMax(change, run_id) = 'entered'`,
  params: { workspace_: workspace, segment_: segment, before_: atMs + 1 },
});

/** Profile ids of a past moment in ascending order. */
export async function readMembersAsOf(
  clickhouse: ClickHouse,
  workspace: number,
  segment: number,
  atMs: number,
  after: number,
  limit: number,
): Promise<readonly number[]> {
  const { sql, params } = membersAsOf(workspace, segment, atMs);
  const page = `SELECT profile_id AS profile FROM (${sql}) WHERE profile_id > {after_:UInt64} ORDER BY profile_id LIMIT {limit_:UInt32}`;
  const rows = await clickhouse.query<{ profile: number }>(page, { ...params, after_: after, limit_: limit });
  return rows.map(({ profile }) => profile);
}
