import type { PostgresSession } from '#platform';
import type { TraitDocument } from './traits.ts';

/**
 * What is stored of one profile id. Of a root, `traits` is the join of what each of its homes says; `own` is what the home itself says, null where that
 * is the same. Of an id that was merged away `own ?? traits` is what it says, and `traits` is not kept up.
 */
export interface StoredCore {
  readonly profileId: number;
  readonly traits: TraitDocument;
  readonly own: TraitDocument | null;
  /** ms */
  readonly updatedAt: number;
  /** When the home itself last said something new; null where `own` is, or when it never did. */
  readonly ownAt: number | null;
}

const findCores = `
  SELECT profile_id AS "profileId", traits, own, (extract(epoch FROM updated_at) * 1000)::bigint AS "updatedAt", (extract(epoch FROM own_at) * 1000)::bigint AS "ownAt"
  FROM profile.core WHERE profile_id = ANY($1::bigint[])`;

const upsertCores = `
  INSERT INTO profile.core AS c (profile_id, workspace, traits, own, updated_at, own_at)
  SELECT profile_id, workspace, traits::jsonb, own::jsonb, to_timestamp(updated_at / 1000.0), to_timestamp(own_at / 1000.0)
  FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::float8[], $6::float8[]) AS new (profile_id, workspace, traits, own, updated_at, own_at)
  ON CONFLICT (profile_id) DO UPDATE SET traits = excluded.traits, own = excluded.own, updated_at = excluded.updated_at, own_at = excluded.own_at`;

export async function readStoredCores(tx: PostgresSession, ids: readonly number[]): Promise<ReadonlyMap<number, StoredCore>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<StoredCore>(findCores, [ids]);
  return new Map(rows.map((row) => [row.profileId, row]));
}

export interface CoreRow extends StoredCore {
  readonly workspace: number;
}

export async function writeCores(tx: PostgresSession, rows: readonly CoreRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(upsertCores, [
    rows.map((row) => row.profileId),
    rows.map((row) => row.workspace),
    rows.map((row) => JSON.stringify(row.traits)),
    rows.map((row) => (row.own === null ? null : JSON.stringify(row.own))),
    rows.map((row) => row.updatedAt),
    rows.map((row) => row.ownAt),
  ]);
}

export const removeCores = (tx: PostgresSession, ids: readonly number[]): Promise<unknown> =>
  ids.length === 0 ? Promise.resolve() : tx.query('DELETE FROM profile.core WHERE profile_id = ANY($1::bigint[])', [ids]);

/** Forgets what these homes said; how many said something. */
export const eraseCores = async (tx: PostgresSession, ids: readonly number[]): Promise<number> =>
  (await tx.query('DELETE FROM profile.core WHERE profile_id = ANY($1::bigint[]) RETURNING 1', [ids])).length;

/** What a home itself says. */
export const ownTraits = (core: StoredCore | undefined): TraitDocument => core?.own ?? core?.traits ?? {};

/** When it last said something new (ms); undefined: never. */
export function saidAt(core: StoredCore | undefined): number | undefined {
  if (core === undefined) return undefined;
  return core.own === null ? core.updatedAt : (core.ownAt ?? undefined);
}
