import { type Clock, wallOf } from '#kernel';
import { readSourceEnds } from '#pipeline';
import type { EventLog, Postgres } from '#platform';

export interface FlowDeps {
  readonly pg: Postgres;
  readonly log: EventLog;
  readonly clock: Clock;
  /** undefined: the workspace is gone. */
  readonly zoneOf: (workspace: number) => string | undefined;
}

const put = `
  INSERT INTO quality.flow_day AS f (workspace, source_id, day, at, accepted, passed, drops, parks, mends)
  SELECT workspace, source_id, day, $1, accepted, passed, drops, parks, mends
  FROM unnest($2::int[], $3::int[], $4::date[], $5::bigint[], $6::bigint[], $7::jsonb[], $8::jsonb[], $9::jsonb[]) AS n (workspace, source_id, day, accepted, passed, drops, parks, mends)
  ON CONFLICT (workspace, source_id, day) DO UPDATE SET at = excluded.at, accepted = excluded.accepted, passed = excluded.passed, drops = excluded.drops, parks = excluded.parks, mends = excluded.mends
  WHERE (f.accepted, f.passed, f.drops, f.parks, f.mends) IS DISTINCT FROM (excluded.accepted, excluded.passed, excluded.drops, excluded.parks, excluded.mends)`;

/** Notes how the counters of all sources stand, as those of the day that it is there. */
export async function noteFlows({ pg, log, clock, zoneOf }: FlowDeps): Promise<void> {
  const now = clock.now();
  const rows = (await readSourceEnds(pg, log)).flatMap((ends) => {
    const zone = zoneOf(ends.workspace);
    return zone === undefined ? [] : [{ ...ends, day: new Date(wallOf(now, zone)).toISOString().slice(0, 10) }];
  });
  if (rows.length === 0) return;
  await pg.query(put, [
    new Date(now),
    rows.map((row) => row.workspace),
    rows.map((row) => row.sourceId),
    rows.map((row) => row.day),
    rows.map((row) => row.accepted),
    rows.map((row) => row.passed),
    rows.map((row) => JSON.stringify(row.drops)),
    rows.map((row) => JSON.stringify(row.parks)),
    rows.map((row) => JSON.stringify(row.mends)),
  ]);
}
