import type { PostgresSession } from '#platform';

/** A profile that was merged away, and the root it leads to. */
export interface Kin {
  readonly id: number;
  readonly rootId: number;
}

const kinOf = `
  SELECT id, root_id AS "rootId" FROM identify.profile WHERE id = ANY($1::bigint[]) AND root_id <> id
  UNION SELECT id, root_id FROM identify.profile WHERE root_id = ANY($1::bigint[]) AND root_id <> id`;

/**
 * Everybody that these profiles were merged with: of each that was merged away its root, of each root all that lead to it. Profiles that
 * were never merged are missing from the answer.
 */
export async function readKin(pg: PostgresSession, ids: readonly number[]): Promise<readonly Kin[]> {
  const known = new Set(ids);
  const kin = new Map<number, Kin>();
  for (let asked = ids; asked.length > 0; ) {
    const found = await pg.query<Kin>(kinOf, [asked]);
    for (const one of found) kin.set(one.id, one);
    asked = [...new Set(found.map(({ rootId }) => rootId))].filter((id) => !known.has(id));
    for (const id of asked) known.add(id);
  }
  return [...kin.values()];
}
