import { createHash } from 'node:crypto';
import type { PostgresSession } from '#platform';
import { lookChannel } from './lookers.ts';
import type { LookedEvent, LookFilter } from './look.ts';

/** How long the worker goes on showing events to somebody who has not come again. */
const leaseMs = 30_000;
/** How long shown events are kept. */
const keptMs = 300_000;

const extend = `
  INSERT INTO pipeline.look AS l (id, workspace, filter, until) VALUES ($1, $2, $3, to_timestamp($4 / 1000.0))
  ON CONFLICT (id) DO UPDATE SET until = excluded.until`;

/** Asks the worker to show what the filter names for half a minute from now; gives the look's id. The same question shares one look. */
export async function openLook(pg: PostgresSession, workspace: number, filter: LookFilter, now: number): Promise<string> {
  const text = JSON.stringify([workspace, filter.source ?? null, filter.event ?? null, filter.outcome ?? null, filter.values ?? null]);
  const id = createHash('sha256').update(text).digest('hex').slice(0, 32);
  await pg.query(extend, [id, workspace, JSON.stringify(filter), now + leaseMs]);
  await pg.query('SELECT pg_notify($1, $2)', [lookChannel, '']);
  return id;
}

export interface LookedRow {
  readonly id: number;
  readonly items: readonly LookedEvent[];
  readonly leftOut: number;
}

const shownAfter = `
  SELECT id, items, left_out AS "leftOut" FROM pipeline.looked WHERE look = $1 AND id > $2 ORDER BY id LIMIT 100`;
const newest = `
  SELECT * FROM (SELECT id, items, left_out AS "leftOut" FROM pipeline.looked WHERE look = $1 ORDER BY id DESC LIMIT 100) AS newest ORDER BY id`;

/** What was shown after a place, or the newest when there is none. */
export const readLooked = (pg: PostgresSession, look: string, after?: number): Promise<readonly LookedRow[]> =>
  after === undefined ? pg.query<LookedRow>(newest, [look]) : pg.query<LookedRow>(shownAfter, [look, after]);

/** Forgets what was shown some minutes ago, and who looked. */
export async function sweepLooks(pg: PostgresSession, now: number): Promise<void> {
  await pg.query('DELETE FROM pipeline.looked WHERE at < to_timestamp($1 / 1000.0)', [now - keptMs]);
  await pg.query('DELETE FROM pipeline.look WHERE until < to_timestamp($1 / 1000.0)', [now - keptMs]);
}
