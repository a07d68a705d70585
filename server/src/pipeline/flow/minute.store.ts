import type { PostgresSession } from '#platform';
import type { SourceFlow } from '../state.read.ts';

const keepDays = 8;

const putMinutes = `
  INSERT INTO pipeline.flow_minute AS f (source_id, minute, workspace, accepted, passed, dropped, parked)
  SELECT source_id, date_trunc('minute', to_timestamp($2 / 1000.0)), workspace, accepted, passed, dropped, parked
  FROM unnest($1::int[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[]) AS n (source_id, workspace, accepted, passed, dropped, parked)
  ON CONFLICT (source_id, minute) DO UPDATE SET accepted = excluded.accepted, passed = excluded.passed, dropped = excluded.dropped, parked = excluded.parked`;

/** How the flows of these sources stand, as the row of the minute that `now` lies in. */
export async function putFlowMinute(pg: PostgresSession, flows: readonly SourceFlow[], now: number): Promise<void> {
  if (flows.length === 0) return;
  await pg.query(putMinutes, [
    flows.map((flow) => flow.id),
    now,
    flows.map((flow) => flow.workspace),
    flows.map((flow) => flow.accepted),
    flows.map((flow) => flow.passed),
    flows.map((flow) => flow.dropped),
    flows.map((flow) => flow.parked),
  ]);
}

const putLag = `
  INSERT INTO pipeline.lag_minute AS l (minute, lag_events, lag_ms) VALUES (date_trunc('minute', to_timestamp($1 / 1000.0)), $2, $3)
  ON CONFLICT (minute) DO UPDATE SET lag_events = excluded.lag_events, lag_ms = excluded.lag_ms`;

export const putLagMinute = (pg: PostgresSession, now: number, lag: { readonly events: number; readonly ms: number }): Promise<unknown> =>
  pg.query(putLag, [now, lag.events, lag.ms]);

// The newest of the old rows stays: what a source without news had counted is what rates are taken from.
const forgetFlows = `
  DELETE FROM pipeline.flow_minute f WHERE f.minute < to_timestamp($1 / 1000.0)
    AND EXISTS (SELECT FROM pipeline.flow_minute n WHERE n.source_id = f.source_id AND n.minute > f.minute AND n.minute < to_timestamp($1 / 1000.0))`;

// What was counted before anybody wrote it down, as if it had been so eight days ago.
const beginFlows = `
  INSERT INTO pipeline.flow_minute (source_id, minute, workspace, accepted, passed, dropped, parked)
  SELECT source_id, date_trunc('minute', to_timestamp($1 / 1000.0)), workspace, passed + dropped + parked, passed, dropped, parked FROM pipeline.counter
  ON CONFLICT DO NOTHING`;

export const beginFlowMinutes = (tx: PostgresSession, now: number): Promise<unknown> => tx.query(beginFlows, [now - keepDays * 86_400_000]);

export async function forgetMinutes(pg: PostgresSession, now: number): Promise<void> {
  const before = now - keepDays * 86_400_000;
  await pg.query(forgetFlows, [before]);
  await pg.query('DELETE FROM pipeline.lag_minute WHERE minute < to_timestamp($1 / 1000.0)', [before]);
}

/** What the worker could not do at once. */
export interface Trouble {
  readonly at: number;
  readonly what: string;
  readonly message: string;
}

const putTroubles = `
  INSERT INTO pipeline.trouble (at, what, message) SELECT to_timestamp(at / 1000.0), what, message FROM unnest($1::bigint[], $2::text[], $3::text[]) AS n (at, what, message)`;
const keepNewest = 'DELETE FROM pipeline.trouble WHERE id <= (SELECT max(id) - 100 FROM pipeline.trouble)';

export async function addTroubles(pg: PostgresSession, troubles: readonly Trouble[]): Promise<void> {
  if (troubles.length === 0) return;
  await pg.query(putTroubles, [troubles.map((one) => one.at), troubles.map((one) => one.what), troubles.map((one) => one.message)]);
  await pg.query(keepNewest);
}
