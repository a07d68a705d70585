import type { PostgresSession } from '#platform';
import type { TraitDocument } from '../traits.ts';

/** The current traits of one profile, by leaf path, each with where it came from. */
export interface Core {
  readonly profileId: number;
  readonly traits: TraitDocument;
  /** ms */
  readonly updatedAt: number;
}

const coresById = `
  SELECT profile_id AS "profileId", traits, (extract(epoch FROM updated_at) * 1000)::bigint AS "updatedAt" FROM profile.core WHERE profile_id = ANY($1::bigint[])`;

export async function readCores(pg: PostgresSession, ids: readonly number[]): Promise<ReadonlyMap<number, Core>> {
  const rows = await pg.query<Core>(coresById, [ids]);
  return new Map(rows.map((core) => [core.profileId, core]));
}
