import type { SchemeDefinitionJson, SchemePart } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

/** A scheme as people made it. */
export interface Scheme {
  readonly id: number;
  readonly workspace: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly definition: SchemeDefinitionJson;
  /** In the order they are shown. */
  readonly parts: readonly SchemePart[];
  /** The tag that carries it. */
  readonly tagId: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `id, workspace, key, name, description, owner, definition, parts, tag_id AS "tagId", version, created_at AS "createdAt", updated_at AS "updatedAt"`;

export type SchemeDraft = Pick<Scheme, 'key' | 'name' | 'description' | 'owner' | 'definition' | 'parts'>;

const insert = `
  INSERT INTO segment.scheme (workspace, key, name, description, owner, definition, parts, tag_id, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT (workspace, key) DO NOTHING RETURNING ${columns}`;

/** Undefined when the key is taken. */
export async function insertScheme(tx: PostgresSession, workspace: number, draft: SchemeDraft, tag: number, now: Date): Promise<Scheme | undefined> {
  const { key, name, description, owner, definition, parts } = draft;
  const [row] = await tx.query<Scheme>(insert, [workspace, key, name, description, owner, JSON.stringify(definition), JSON.stringify(parts), tag, now]);
  return row;
}

const update = `
  UPDATE segment.scheme SET name = $2, description = $3, owner = $4, definition = $5, parts = $6, version = version + 1, updated_at = $7
  WHERE id = $1 RETURNING ${columns}`;

export async function updateScheme(tx: PostgresSession, id: number, draft: SchemeDraft, now: Date): Promise<Scheme> {
  const { name, description, owner, definition, parts } = draft;
  const [row] = await tx.query<Scheme>(update, [id, name, description, owner, JSON.stringify(definition), JSON.stringify(parts), now]);
  if (row === undefined) throw new Error(`scheme ${id} went while it was locked`);
  return row;
}

export async function deleteSchemeRow(tx: PostgresSession, id: number): Promise<void> {
  await tx.query('DELETE FROM segment.scheme WHERE id = $1', [id]);
}

export async function readScheme(pg: PostgresSession, workspace: number, key: string): Promise<Scheme | undefined> {
  const [row] = await pg.query<Scheme>(`SELECT ${columns} FROM segment.scheme WHERE workspace = $1 AND key = $2`, [workspace, key]);
  return row;
}

/** Every scheme of a workspace, by key. */
export const listSchemes = (pg: PostgresSession, workspace: number): Promise<readonly Scheme[]> =>
  pg.query<Scheme>(`SELECT ${columns} FROM segment.scheme WHERE workspace = $1 ORDER BY key`, [workspace]);
