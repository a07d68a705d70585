import type { PostgresSession } from '#platform';
import type { RunProblem } from './types.ts';

export interface StoredFile {
  readonly path: string;
  readonly version: string;
  readonly bytes: number;
  readonly import: string | null;
  readonly state: 'done' | 'failed';
  readonly error: RunProblem | null;
  readonly at: Date;
}

const had = `
  SELECT path, version FROM collect.connection_file f JOIN unnest($2::text[], $3::text[]) AS asked (path, version) USING (path, version) WHERE f.connection = $1`;

/** Which of these versions were dealt with. */
export async function readHad(
  pg: PostgresSession,
  connection: number,
  files: readonly { readonly path: string; readonly version: string }[],
): Promise<ReadonlySet<string>> {
  const rows = await pg.query<{ path: string; version: string }>(had, [connection, files.map(({ path }) => path), files.map(({ version }) => version)]);
  return new Set(rows.map(fileKey));
}

export const fileKey = ({ path, version }: { readonly path: string; readonly version: string }): string => `${path}\u001F${version}`;

const insert = `
  INSERT INTO collect.connection_file (connection, path, version, bytes, import, state, error, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (connection, path, version) DO UPDATE SET import = excluded.import, state = excluded.state, error = excluded.error, at = excluded.at`;

export async function noteFile(tx: PostgresSession, connection: number, { path, version, bytes, import: id, state, error, at }: StoredFile): Promise<void> {
  await tx.query(insert, [connection, path, version, bytes, id, state, error === null ? null : JSON.stringify(error), at]);
}

/** Those that failed are tried again with the next run. */
export async function forgetFailedFiles(tx: PostgresSession, connection: number): Promise<void> {
  await tx.query(`DELETE FROM collect.connection_file WHERE connection = $1 AND state = 'failed'`, [connection]);
}

/** Another place: every file is new. */
export async function forgetFiles(tx: PostgresSession, connection: number): Promise<void> {
  await tx.query('DELETE FROM collect.connection_file WHERE connection = $1', [connection]);
}

const page = `
  SELECT path, version, bytes, import, state, error, at,
    EXISTS (SELECT FROM collect.connection_file earlier WHERE earlier.connection = f.connection AND earlier.path = f.path AND earlier.at < f.at) AS "isAgain"
  FROM collect.connection_file f
  WHERE connection = $1 AND ($2::timestamptz IS NULL OR (at, path) < ($2, $3)) ORDER BY at DESC, path DESC LIMIT $4`;

/** The latest first. */
export const readFiles = (
  pg: PostgresSession,
  connection: number,
  after: { readonly at: string; readonly path: string } | undefined,
  limit: number,
): Promise<readonly (StoredFile & { readonly isAgain: boolean })[]> => pg.query(page, [connection, after?.at ?? null, after?.path ?? null, limit]);
