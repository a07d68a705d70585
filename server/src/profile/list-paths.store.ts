import { compileListPaths, type ListPaths, listPathsOf } from '#compile';
import type { ClickHouse, Postgres, PostgresSession } from '#platform';

const paths = 'SELECT json, path FROM profile.list_path';

/** Under which paths some row has held a list of scalars, in any workspace. */
export const readListPaths = async (pg: PostgresSession): Promise<ListPaths> => listPathsOf(await pg.query<{ json: string; path: string }>(paths));

const remember = 'INSERT INTO profile.list_path (json, path) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING';

/** In the transaction that writes the rows, so that no rule reads a list's path as a text only. Without lists no statement. */
export async function rememberListPaths(tx: PostgresSession, { traits, properties }: ListPaths): Promise<void> {
  const all = [...[...traits].map((path) => ['traits', path]), ...[...properties].map((path) => ['properties', path])];
  if (all.length > 0) await tx.query(remember, [all.map(([json]) => json), all.map(([, path]) => path)]);
}

/** Reads the paths of everything that was stored before they were remembered; once for a data folder. */
export async function learnListPaths(pg: Postgres, clickhouse: ClickHouse): Promise<void> {
  const known = await pg.query('SELECT FROM profile.list_path_known');
  if (known.length > 0) return;
  const { sql, params } = compileListPaths();
  await rememberListPaths(pg, listPathsOf(await clickhouse.query<{ json: string; path: string }>(sql, params, { lane: 'batch' })));
  await pg.query('INSERT INTO profile.list_path_known VALUES (true) ON CONFLICT DO NOTHING');
}
