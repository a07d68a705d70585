import type { PostgresSession } from '#platform';
import type { BreachCount } from './breach-count.ts';

const raise = `
  INSERT INTO pipeline.plan_breach AS b
    (workspace, day, source_id, event, path, kind, library, app, expected, passed, parked, dropped, first_at, last_at, places)
  SELECT workspace, day, source_id, event, path, kind, library, app, max(expected), sum(passed), sum(parked), sum(dropped),
         to_timestamp(min(first_at) / 1000.0), to_timestamp(max(last_at) / 1000.0), string_to_array(max(places), ',')
  FROM unnest($1::int[], $2::date[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::bigint[], $12::bigint[],
              $13::bigint[], $14::bigint[], $15::text[])
       AS n (workspace, day, source_id, event, path, kind, library, app, expected, passed, parked, dropped, first_at, last_at, places)
  GROUP BY workspace, day, source_id, event, path, kind, library, app
  ON CONFLICT (workspace, day, source_id, event, path, kind, library, app) DO UPDATE SET
    expected = excluded.expected, passed = b.passed + excluded.passed, parked = b.parked + excluded.parked, dropped = b.dropped + excluded.dropped,
    first_at = least(b.first_at, excluded.first_at), last_at = greatest(b.last_at, excluded.last_at), places = (excluded.places || b.places)[1:3]`;

/** Adds what a slice's events had against them, in the transaction that raises its counters: each event counts once. */
export async function raiseBreaches(tx: PostgresSession, counts: readonly BreachCount[]): Promise<void> {
  if (counts.length === 0) return;
  await tx.query(raise, [
    counts.map((one) => one.workspace),
    counts.map((one) => one.day),
    counts.map((one) => one.sourceId),
    counts.map((one) => one.event),
    counts.map((one) => one.path),
    counts.map((one) => one.kind),
    counts.map((one) => one.library),
    counts.map((one) => one.app),
    counts.map((one) => one.expected),
    counts.map((one) => one.passed),
    counts.map((one) => one.parked),
    counts.map((one) => one.dropped),
    counts.map((one) => one.firstAt),
    counts.map((one) => one.lastAt),
    counts.map((one) => one.places.join(',')),
  ]);
}

/** How long days are kept: the screens show at most forty. */
export const forgetBreaches = (pg: PostgresSession, before: string): Promise<unknown> =>
  pg.query('DELETE FROM pipeline.plan_breach WHERE day < $1::date', [before]);
