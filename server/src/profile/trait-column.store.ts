import { type TraitColumn, traitColumnNames } from '#compile';
import type { PostgresSession } from '#platform';

/** A trait that has, or is to get, typed columns in the mirror. wanted: not there yet · filling: written from now on, old rows follow · ready: rules read it. */
export interface StoredTraitColumn {
  readonly id: number;
  readonly path: string;
  readonly state: 'wanted' | 'filling' | 'ready';
}

/** Every column costs each changed profile a little; more traits than this are read from JSON. */
const mostColumns = 64;

const want = `
  INSERT INTO profile.trait_column (path)
  SELECT path FROM unnest($1::text[]) AS path WHERE (SELECT count(*) FROM profile.trait_column) + cardinality($1::text[]) <= $2
  ON CONFLICT DO NOTHING`;

/** Asks for typed columns of the traits that a definition reads. Lists (`tags[]`) have none. */
export async function wantTraitColumns(pg: PostgresSession, paths: readonly string[]): Promise<void> {
  const plain = paths.filter((path) => !path.includes('[]'));
  if (plain.length > 0) await pg.query(want, [plain, mostColumns]);
}

/** Written by every change of a profile: those that rules read and those that are being filled. */
export const readTraitColumns = (pg: PostgresSession): Promise<readonly StoredTraitColumn[]> =>
  pg.query<StoredTraitColumn>('SELECT id, path, state FROM profile.trait_column ORDER BY id');

/** What rules may read, by path. */
export async function readyTraitColumns(pg: PostgresSession): Promise<ReadonlyMap<string, TraitColumn>> {
  const columns = await readTraitColumns(pg);
  return new Map(columns.filter(({ state }) => state === 'ready').map(({ id, path }) => [path, traitColumnNames(id)]));
}

export async function moveTraitColumns(pg: PostgresSession, ids: readonly number[], state: StoredTraitColumn['state']): Promise<void> {
  await pg.query('UPDATE profile.trait_column SET state = $2 WHERE id = ANY($1)', [ids, state]);
}
