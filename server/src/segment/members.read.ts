import type { ClickHouse } from '#platform';

const membersAfter = `
  SELECT profile_id AS profile FROM membership FINAL
  WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32} AND profile_id > {after:UInt64}
  ORDER BY profile_id LIMIT {limit:UInt32}`;

/** Profile ids in ascending order. */
export async function readMembers(clickhouse: ClickHouse, workspace: number, segment: number, after: number, limit: number): Promise<readonly number[]> {
  const rows = await clickhouse.query<{ profile: number }>(membersAfter, { workspace, segment, after, limit });
  return rows.map(({ profile }) => profile);
}

/** Where a page of changes ended. */
export interface ChangePlace {
  readonly runId: number;
  readonly profile: number;
}

export interface Change {
  readonly profile: number;
  readonly change: 'entered' | 'left';
  readonly atMs: number;
  readonly cause: string;
  readonly runId: number;
}

const changeColumns = `profile_id AS profile, toString(change) AS change, toUnixTimestamp64Milli(at) AS "atMs", cause, run_id AS "runId"`;

const changesAfterPlace = `
  SELECT ${changeColumns} FROM segment_change
  WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32} AND (run_id, profile_id) > ({runId:UInt64}, {profile:UInt64})
  ORDER BY run_id, profile_id LIMIT {limit:UInt32}`;

const changesAfterMoment = `
  SELECT ${changeColumns} FROM segment_change
  WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32} AND at > fromUnixTimestamp64Milli({since:Int64}, 'UTC')
  ORDER BY run_id, profile_id LIMIT {limit:UInt32}`;

/** Who entered and who left, in the order of runs, profile by profile; after a page's end or after a moment (milliseconds). */
export const readChanges = (
  clickhouse: ClickHouse,
  workspace: number,
  segment: number,
  since: ChangePlace | number,
  limit: number,
): Promise<readonly Change[]> =>
  typeof since === 'number'
    ? clickhouse.query<Change>(changesAfterMoment, { workspace, segment, since, limit })
    : clickhouse.query<Change>(changesAfterPlace, { workspace, segment, runId: since.runId, profile: since.profile, limit });

const changesBeforePlace = `
  SELECT ${changeColumns} FROM segment_change
  WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32} AND (run_id, profile_id) < ({runId:UInt64}, {profile:UInt64})
  ORDER BY run_id DESC, profile_id DESC LIMIT {limit:UInt32}`;

/** The same the other way round: the latest first, before a place. */
export const readChangesBefore = (clickhouse: ClickHouse, workspace: number, segment: number, before: ChangePlace, limit: number): Promise<readonly Change[]> =>
  clickhouse.query<Change>(changesBeforePlace, { workspace, segment, runId: before.runId, profile: before.profile, limit });

const enteredSince = `
  SELECT DISTINCT segment_id AS segment FROM segment_change
  WHERE workspace = {workspace:UInt32} AND segment_id IN {segments:Array(UInt32)} AND change = 'entered' AND at > fromUnixTimestamp64Milli({since:Int64}, 'UTC')`;

/** Those of the segments that somebody has entered since a moment (ms). The index by moment leaves out what is older. */
export async function readEnteredSince(clickhouse: ClickHouse, workspace: number, segments: readonly number[], since: number): Promise<ReadonlySet<number>> {
  if (segments.length === 0) return new Set();
  const rows = await clickhouse.query<{ segment: number }>(enteredSince, { workspace, segments, since });
  return new Set(rows.map(({ segment }) => segment));
}

const removeRows = ['segment_change', 'membership', 'membership_by_profile'].map(
  (table) => `DELETE FROM ${table} WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32}`,
);

/** Removes what a deleted segment left. Its id is never used again, so rows that a crash leaves here are seen by nobody. */
export async function removeMemberships(clickhouse: ClickHouse, workspace: number, segment: number): Promise<void> {
  for (const sql of removeRows) await clickhouse.command(sql, { workspace, segment }, { lane: 'batch', settings: { lightweight_deletes_sync: 0 } });
}
