import type { DurationJson, TagDefinitionJson } from '@danqing/contracts';
import type { TagShape, TagType } from '#compile';
import type { Refresh } from '#evaluate';
import type { PostgresSession } from '#platform';
import { fieldsOf } from './fields.ts';
import type { TagKind } from './tag-kind.ts';
import { keepVersion } from './version.store.ts';

/** A tag as people made it. */
export interface Tag {
  readonly id: number;
  readonly workspace: number;
  readonly key: string;
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly kind: TagKind;
  readonly type: TagType;
  /** The definition's wire form. */
  readonly definition: TagDefinitionJson;
  readonly refresh: Refresh;
  /** Who looks after it; free text, '' for nobody. */
  readonly owner: string;
  /** How long a value holds that nothing sets or confirms; null: for good. */
  readonly expiresAfter: DurationJson | null;
  /** Who alone may change it, such as scheme:<key>; '' for anybody. */
  readonly keptBy: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `id, workspace, key, name, category, description, kind, type, definition, refresh, owner, expires_after AS "expiresAfter", kept_by AS "keptBy", version, created_at AS "createdAt", updated_at AS "updatedAt"`;

const insertDefinition = `
  INSERT INTO tag.definition (workspace, key, name, category, description, kind, type, definition, refresh, owner, expires_after, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) ON CONFLICT (workspace, key) DO NOTHING RETURNING ${columns}`;

const updateDefinition = `
  UPDATE tag.definition SET name = $2, category = $3, description = $4, kind = $5, definition = $6, refresh = $7, owner = $8, expires_after = $9, version = version + 1, updated_at = $10
  WHERE id = $1 RETURNING ${columns}`;

export type TagDraft = Pick<Tag, 'key' | 'name' | 'category' | 'description' | 'kind' | 'type' | 'definition' | 'refresh' | 'owner' | 'expiresAfter'>;

/** When a version was made, and by whom; '' where nobody was asked. */
export interface Made {
  readonly at: Date;
  readonly by: string;
}

/** Undefined when the key is taken. */
export async function insertTag(tx: PostgresSession, workspace: number, draft: TagDraft, made: Made): Promise<Tag | undefined> {
  const { key, name, category, description, kind, type, definition, refresh, owner, expiresAfter } = draft;
  const values = [workspace, key, name, category, description, kind, type, JSON.stringify(definition), refresh, owner, jsonOrNull(expiresAfter), made.at];
  const [row] = await tx.query<Tag>(insertDefinition, values);
  if (row !== undefined) await keepVersion(tx, row, made.by);
  return row;
}

export async function updateTag(tx: PostgresSession, id: number, draft: TagDraft, made: Made): Promise<Tag> {
  const { name, category, description, kind, definition, refresh, owner, expiresAfter } = draft;
  const values = [id, name, category, description, kind, JSON.stringify(definition), refresh, owner, jsonOrNull(expiresAfter), made.at];
  const [row] = await tx.query<Tag>(updateDefinition, values);
  if (row === undefined) throw new Error(`tag ${id} went while it was locked`);
  await keepVersion(tx, row, made.by);
  return row;
}

const jsonOrNull = (value: DurationJson | null): string | null => (value === null ? null : JSON.stringify(value));

export async function deleteTagRow(tx: PostgresSession, id: number): Promise<void> {
  await tx.query('DELETE FROM tag.definition WHERE id = $1', [id]);
}

export async function readTag(pg: PostgresSession, workspace: number, key: string): Promise<Tag | undefined> {
  const [row] = await pg.query<Tag>(`SELECT ${columns} FROM tag.definition WHERE workspace = $1 AND key = $2`, [workspace, key]);
  return row;
}

export async function readTagById(pg: PostgresSession, id: number): Promise<Tag | undefined> {
  const [row] = await pg.query<Tag>(`SELECT ${columns} FROM tag.definition WHERE id = $1`, [id]);
  return row;
}

export const readTagsInFull = (pg: PostgresSession, ids: readonly number[]): Promise<readonly Tag[]> =>
  pg.query<Tag>(`SELECT ${columns} FROM tag.definition WHERE id = ANY($1)`, [ids]);

/** What a list of tags is searched and sorted by. */
export type TagHead = Pick<Tag, 'id' | 'key' | 'name' | 'category' | 'description' | 'kind' | 'type' | 'refresh' | 'owner' | 'updatedAt'>;

const heads = `SELECT id, key, name, category, description, kind, type, refresh, owner, updated_at AS "updatedAt" FROM tag.definition WHERE workspace = $1`;
export const readTagHeads = (pg: PostgresSession, workspace: number): Promise<readonly TagHead[]> => pg.query<TagHead>(heads, [workspace]);

/** How often tags are computed, by id. */
export async function readTagRefreshes(pg: PostgresSession, ids: readonly number[]): Promise<ReadonlyMap<number, Refresh>> {
  const rows = await pg.query<Pick<Tag, 'id' | 'refresh'>>('SELECT id, refresh FROM tag.definition WHERE id = ANY($1)', [ids]);
  return new Map(rows.map(({ id, refresh }) => [id, refresh]));
}

/** Every tag of every workspace that upkeep may concern: manual ones, and those whose values grow old. */
export const readEveryTag = (pg: PostgresSession): Promise<readonly Tag[]> =>
  pg.query<Tag>(`SELECT ${columns} FROM tag.definition WHERE kind = 'manual' OR expires_after IS NOT NULL ORDER BY id`);

/** Every tag of every workspace. */
export const readTagsOfAll = (pg: PostgresSession): Promise<readonly Tag[]> => pg.query<Tag>(`SELECT ${columns} FROM tag.definition ORDER BY id`);

/** Every definition of a workspace. */
export const listDefinitions = (pg: PostgresSession, workspace: number): Promise<readonly Pick<Tag, 'id' | 'key' | 'definition' | 'refresh'>[]> =>
  pg.query('SELECT id, key, definition, refresh FROM tag.definition WHERE workspace = $1', [workspace]);

type ShapeRow = Pick<Tag, 'id' | 'key' | 'type' | 'definition'>;

/** What rules must know of every tag of a workspace, by key. */
export async function readTagShapes(pg: PostgresSession, workspace: number): Promise<ReadonlyMap<string, TagShape>> {
  const rows = await pg.query<ShapeRow>('SELECT id, key, type, definition FROM tag.definition WHERE workspace = $1', [workspace]);
  return new Map(rows.map((row) => [row.key, { id: row.id, type: row.type, fields: fieldsOf(row.definition).map(({ name }) => name) }]));
}

/** What every tag of a workspace is called. */
export const readTagNames = (pg: PostgresSession, workspace: number): Promise<readonly Pick<Tag, 'key' | 'name'>[]> =>
  pg.query('SELECT key, name FROM tag.definition WHERE workspace = $1', [workspace]);

export async function countTags(pg: PostgresSession, workspace: number): Promise<number> {
  const [row] = await pg.query<{ count: number }>('SELECT count(*)::int AS count FROM tag.definition WHERE workspace = $1', [workspace]);
  return row?.count ?? 0;
}

/** The same for tags by id. */
export async function readTagsById(pg: PostgresSession, workspace: number, ids: readonly number[]): Promise<ReadonlyMap<number, ShapeRow>> {
  const rows = await pg.query<ShapeRow>('SELECT id, key, type, definition FROM tag.definition WHERE workspace = $1 AND id = ANY($2)', [workspace, ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

const changedLast = `
  SELECT key, name, version, created_at AS "createdAt", updated_at AS "updatedAt" FROM tag.definition WHERE workspace = $1 ORDER BY updated_at DESC LIMIT $2`;

/** The tags that were made or changed last. */
export const readChangedTags = (
  pg: PostgresSession,
  workspace: number,
  limit: number,
): Promise<readonly Pick<Tag, 'key' | 'name' | 'version' | 'createdAt' | 'updatedAt'>[]> => pg.query(changedLast, [workspace, limit]);
