import type { CleaningRule } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

/** All rules of a workspace as they were published at one time. */
export interface StoredCleaning {
  readonly workspace: number;
  readonly version: number;
  readonly rules: readonly CleaningRule[];
  readonly author: string;
  readonly reason: string;
  readonly createdAt: Date;
}

const columns = 'workspace, version, rules, author, reason, created_at AS "createdAt"';
const latest = `SELECT DISTINCT ON (workspace) ${columns} FROM pipeline.cleaning ORDER BY workspace, version DESC`;
const before = `SELECT ${columns} FROM pipeline.cleaning WHERE workspace = $1 AND version < $2 ORDER BY version DESC LIMIT $3`;
const insert = `
  INSERT INTO pipeline.cleaning (workspace, version, rules, author, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING RETURNING ${columns}`;

export const readLatestCleaning = (pg: PostgresSession): Promise<readonly StoredCleaning[]> => pg.query<StoredCleaning>(latest);

/** Newest first, those before a version. */
export const readCleaningVersions = (pg: PostgresSession, workspace: number, version: number, limit: number): Promise<readonly StoredCleaning[]> =>
  pg.query<StoredCleaning>(before, [workspace, version, limit]);

/** Undefined when somebody else has written this version meanwhile. */
export async function insertCleaning(pg: PostgresSession, row: StoredCleaning): Promise<StoredCleaning | undefined> {
  const [written] = await pg.query<StoredCleaning>(insert, [row.workspace, row.version, JSON.stringify(row.rules), row.author, row.reason, row.createdAt]);
  return written;
}
