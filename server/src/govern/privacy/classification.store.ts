import type { ClassifiedField, RecognisedClass } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { Classification } from './classification.ts';

/** One version of what a workspace says of its personal data. */
export interface StoredClassification extends Classification {
  readonly workspace: number;
  readonly version: number;
  readonly fields: readonly ClassifiedField[];
  readonly recognise: readonly RecognisedClass[];
  readonly author: string;
  readonly reason: string | null;
  readonly changedAt: Date;
}

const columns = 'workspace, version, fields, recognise, author, reason, changed_at AS "changedAt"';
const latest = `SELECT DISTINCT ON (workspace) ${columns} FROM govern.classification ORDER BY workspace, version DESC`;
const versions = `SELECT ${columns} FROM govern.classification WHERE workspace = $1 AND version < $2 ORDER BY version DESC LIMIT $3`;
const insert = `
  INSERT INTO govern.classification (workspace, version, fields, recognise, author, reason, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT DO NOTHING RETURNING ${columns}`;

/** The newest version of every workspace that has one. */
export const readLatestClassifications = (pg: PostgresSession): Promise<readonly StoredClassification[]> => pg.query<StoredClassification>(latest);

/** Newest first, those before `before`. */
export const readClassifications = (pg: PostgresSession, workspace: number, before: number, limit: number): Promise<readonly StoredClassification[]> =>
  pg.query<StoredClassification>(versions, [workspace, before, limit]);

/** Undefined when somebody else has written this version meanwhile. */
export async function insertClassification(pg: PostgresSession, row: StoredClassification): Promise<StoredClassification | undefined> {
  const { workspace, version, fields, recognise, author, reason, changedAt } = row;
  const [written] = await pg.query<StoredClassification>(insert, [workspace, version, JSON.stringify(fields), [...recognise], author, reason, changedAt]);
  return written;
}
