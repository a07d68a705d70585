import type { PostgresSession } from '#platform';
import type { Volume } from './volume.ts';

const raiseSeen = `
  INSERT INTO pipeline.event_seen AS s (workspace, event, events, first_at, last_at)
  SELECT workspace, event, sum(events), to_timestamp(min(first_at) / 1000.0), to_timestamp(max(last_at) / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) AS v (workspace, event, events, first_at, last_at)
  GROUP BY workspace, event
  ON CONFLICT (workspace, event) DO UPDATE SET events = s.events + excluded.events,
    first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at)`;

const raiseDays = `
  INSERT INTO pipeline.event_day AS d (workspace, event, day, source_id, events)
  SELECT * FROM unnest($1::int[], $2::text[], $3::date[], $4::int[], $5::bigint[])
  ON CONFLICT (workspace, event, day, source_id) DO UPDATE SET events = d.events + excluded.events`;

/** Adds a slice's volumes, in the transaction that raises its counters: each event counts once. */
export async function raiseVolumes(tx: PostgresSession, volumes: readonly Volume[]): Promise<void> {
  if (volumes.length === 0) return;
  const [workspaces, names, counts] = [volumes.map((one) => one.workspace), volumes.map((one) => one.event), volumes.map((one) => one.events)];
  await tx.query(raiseSeen, [workspaces, names, counts, volumes.map((one) => one.firstAt), volumes.map((one) => one.lastAt)]);
  await tx.query(raiseDays, [workspaces, names, volumes.map((one) => one.day), volumes.map((one) => one.sourceId), counts]);
}
