import type { PostgresSession } from '#platform';

const idsByValue = `
  SELECT held.value, held.profile_id AS id FROM identify.identifier held
  WHERE held.workspace = $1 AND held.kind = $2 AND held.value = ANY($3::text[])`;

/** The profiles that hold values of one kind (normalised by `normaliseIdentifier` of #clean) today; values that nobody holds are missing. One statement. */
export async function profileIdsByValue(pg: PostgresSession, workspace: number, kind: string, values: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await pg.query<{ value: string; id: number }>(idsByValue, [workspace, kind, values]);
  return new Map(rows.map(({ value, id }) => [value, id]));
}

const placesOf = `
  SELECT held.value, held.profile_id AS id, held.home_id AS "homeId" FROM identify.identifier held
  WHERE held.workspace = $1 AND held.kind = $2 AND held.value = ANY($3::text[])`;

/** Who holds a value today, and under which id what is said of it is recorded, so that it goes back with it when a merge is undone. */
export interface ValuePlace {
  readonly id: number;
  readonly homeId: number;
}

/** The same as `profileIdsByValue`, with homes. */
export async function placesByValue(pg: PostgresSession, workspace: number, kind: string, values: readonly string[]): Promise<ReadonlyMap<string, ValuePlace>> {
  const rows = await pg.query<ValuePlace & { value: string }>(placesOf, [workspace, kind, values]);
  return new Map(rows.map(({ value, id, homeId }) => [value, { id, homeId }]));
}

const roots = 'SELECT id, root_id AS "rootId" FROM identify.profile WHERE workspace = $1 AND id = ANY($2::bigint[])';

/** The survivors that ids lead to today, themselves where they were not merged away; ids that nobody has are missing. One statement. */
export async function rootsOfProfiles(pg: PostgresSession, workspace: number, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await pg.query<{ id: number; rootId: number }>(roots, [workspace, ids]);
  return new Map(rows.map(({ id, rootId }) => [id, rootId]));
}
