import type { PostgresSession } from '#platform';
import { versionsLike } from '../settings/settings.store.ts';

/** What runs that died, failed or were given up have seen does not count: their pairs were not kept. */
const find = `
  SELECT s.profile_id AS id, s.hash FROM link.seen s JOIN link.run r ON r.id = s.run_id
  WHERE s.profile_id = ANY($1::bigint[]) AND r.compared_at IS NOT NULL AND r.version IN (${versionsLike('r.workspace', '$2')})`;
const upsert = `
  INSERT INTO link.seen AS s (profile_id, workspace, run_id, hash) SELECT id, $1, $2, hash FROM unnest($3::bigint[], $4::text[]) AS new (id, hash)
  ON CONFLICT (profile_id) DO UPDATE SET run_id = excluded.run_id, hash = excluded.hash`;

/** What was compared of profiles under a version of the settings; whoever was not is missing. */
export async function readSeen(pg: PostgresSession, ids: readonly number[], version: number): Promise<ReadonlyMap<number, string>> {
  const rows = await pg.query<{ id: number; hash: string }>(find, [ids, version]);
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

export async function writeSeen(pg: PostgresSession, workspace: number, runId: number, seen: readonly (readonly [number, string])[]): Promise<void> {
  if (seen.length > 0) await pg.query(upsert, [workspace, runId, seen.map(([id]) => id), seen.map(([, hash]) => hash)]);
}
