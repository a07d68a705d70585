import type { ClickHouse, PostgresSession } from '#platform';

export interface SegmentReadDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

const segmentsOfProfiles = `
  SELECT profile_id AS profile, groupArray(segment_id) AS segments FROM membership_by_profile FINAL
  WHERE workspace = {workspace:UInt32} AND profile_id IN {profiles:Array(UInt64)}
  GROUP BY profile_id`;

const keysOf = 'SELECT id, key FROM segment.definition WHERE workspace = $1 AND id = ANY($2)';

/** The keys of the segments that these profiles are in, sorted; profiles that are in none are missing. One query in each store. */
export async function segmentsOf(deps: SegmentReadDeps, workspace: number, profiles: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await deps.clickhouse.query<{ profile: number; segments: readonly number[] }>(segmentsOfProfiles, { workspace, profiles }, { lane: 'point' });
  if (rows.length === 0) return new Map();
  const ids = [...new Set(rows.flatMap(({ segments }) => segments))];
  const keys = new Map((await deps.pg.query<{ id: number; key: string }>(keysOf, [workspace, ids])).map(({ id, key }) => [id, key]));
  return new Map(rows.map(({ profile, segments }) => [profile, segments.flatMap((id) => keys.get(id) ?? []).sort()]));
}
