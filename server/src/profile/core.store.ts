import type { PostgresSession } from '#platform';
import type { TraitDocument } from './traits.ts';

const findCores = 'SELECT profile_id AS "profileId", traits FROM profile.core WHERE profile_id = ANY($1::bigint[])';

const upsertCores = `
  INSERT INTO profile.core AS c (profile_id, workspace, traits, updated_at)
  SELECT profile_id, workspace, traits::jsonb, to_timestamp($4 / 1000.0)
  FROM unnest($1::bigint[], $2::int[], $3::text[]) AS new (profile_id, workspace, traits)
  ON CONFLICT (profile_id) DO UPDATE SET traits = excluded.traits, updated_at = excluded.updated_at`;

export async function readCores(tx: PostgresSession, ids: readonly number[]): Promise<ReadonlyMap<number, TraitDocument>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ profileId: number; traits: TraitDocument }>(findCores, [ids]);
  return new Map(rows.map(({ profileId, traits }) => [profileId, traits]));
}

export interface CoreRow {
  readonly profileId: number;
  readonly workspace: number;
  readonly traits: TraitDocument;
}

export async function writeCores(tx: PostgresSession, rows: readonly CoreRow[], now: number): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(upsertCores, [rows.map((row) => row.profileId), rows.map((row) => row.workspace), rows.map((row) => JSON.stringify(row.traits)), now]);
}
