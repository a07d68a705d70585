import type { UnmatchedReason } from '@danqing/contracts';
import type { ListIds } from '#compile';
import type { PostgresSession } from '#platform';

/** A list of people as it stands in PostgreSQL; its members stand in ClickHouse. */
export interface StoredList {
  readonly id: number;
  readonly workspace: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly origin: 'upload' | 'segment';
  /** Of the identifiers it was uploaded by. */
  readonly kind: string | null;
  /** The segment it was frozen from. */
  readonly segment: string | null;
  /** Of a frozen segment: the moment whose members they are. */
  readonly takenAt: Date | null;
  /** Kept by the segment's schedule. */
  readonly isAutomatic: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Values that led to nobody. */
  readonly unmatched: number;
}

export type ListDraft = Pick<StoredList, 'key' | 'name' | 'description' | 'origin' | 'kind' | 'segment'> & Partial<Pick<StoredList, 'takenAt' | 'isAutomatic'>>;

const columns = `id, workspace, key, name, description, origin, kind, segment, taken_at AS "takenAt", is_automatic AS "isAutomatic", version,
  created_at AS "createdAt", updated_at AS "updatedAt",
  (SELECT count(*)::int FROM segment.list_unmatched u WHERE u.list_id = list.id) AS unmatched`;

const insert = `
  INSERT INTO segment.list (workspace, key, name, description, origin, kind, segment, created_at, updated_at, taken_at, is_automatic)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10) ON CONFLICT (workspace, key) DO NOTHING RETURNING ${columns}`;

/** Undefined when the key is taken. */
export async function insertList(tx: PostgresSession, workspace: number, draft: ListDraft, now: Date): Promise<StoredList | undefined> {
  const { key, name, description, origin, kind, segment, takenAt = null, isAutomatic = false } = draft;
  const [row] = await tx.query<StoredList>(insert, [workspace, key, name, description, origin, kind, segment, now, takenAt, isAutomatic]);
  return row;
}

const update = `
  UPDATE segment.list SET name = coalesce($2, name), description = coalesce($3, description), version = version + 1, updated_at = $4 WHERE id = $1`;

/** Changes what is said of a list; with nothing to change it only raises the version, for its members. */
export async function touchList(tx: PostgresSession, id: number, change: Partial<Pick<StoredList, 'name' | 'description'>>, now: Date): Promise<void> {
  await tx.query(update, [id, change.name ?? null, change.description ?? null, now]);
}

export async function deleteListRow(tx: PostgresSession, id: number): Promise<void> {
  await tx.query('DELETE FROM segment.list WHERE id = $1', [id]);
}

export async function readList(pg: PostgresSession, workspace: number, key: string): Promise<StoredList | undefined> {
  const [row] = await pg.query<StoredList>(`SELECT ${columns} FROM segment.list WHERE workspace = $1 AND key = $2`, [workspace, key]);
  return row;
}

/** A page in the order of keys. */
export const readLists = (pg: PostgresSession, workspace: number, afterKey: string, limit: number): Promise<readonly StoredList[]> =>
  pg.query<StoredList>(`SELECT ${columns} FROM segment.list WHERE workspace = $1 AND key > $2 ORDER BY key LIMIT $3`, [workspace, afterKey, limit]);

/** The latest first. */
export const readLatestLists = (pg: PostgresSession, workspace: number, limit: number): Promise<readonly StoredList[]> =>
  pg.query<StoredList>(`SELECT ${columns} FROM segment.list WHERE workspace = $1 ORDER BY updated_at DESC, id DESC LIMIT $2`, [workspace, limit]);

/** Those that were frozen from a segment, the latest moment first. */
export const readListsOfSegment = (pg: PostgresSession, workspace: number, segment: string): Promise<readonly StoredList[]> =>
  pg.query<StoredList>(`SELECT ${columns} FROM segment.list WHERE workspace = $1 AND segment = $2 ORDER BY taken_at DESC NULLS LAST, id DESC`, [
    workspace,
    segment,
  ]);

/** What rules must know of every list of a workspace. */
export async function readListIds(pg: PostgresSession, workspace: number): Promise<ListIds> {
  const rows = await pg.query<{ id: number; key: string }>('SELECT id, key FROM segment.list WHERE workspace = $1', [workspace]);
  return new Map(rows.map(({ id, key }) => [key, { id }]));
}

/** What every list of a workspace is called. */
export const readListNames = (pg: PostgresSession, workspace: number): Promise<readonly { readonly key: string; readonly name: string }[]> =>
  pg.query('SELECT key, name FROM segment.list WHERE workspace = $1', [workspace]);

/** A value as it was sent that leads to nobody. */
export interface Unmatched {
  readonly kind: string;
  readonly value: string;
  readonly reason: UnmatchedReason;
}

const insertUnmatched = `
  INSERT INTO segment.list_unmatched (list_id, kind, value, reason) SELECT $1, $2, v.value, v.reason FROM unnest($3::text[], $4::text[]) AS v (value, reason)
  ON CONFLICT (list_id, kind, value) DO UPDATE SET reason = excluded.reason`;

export async function addUnmatched(tx: PostgresSession, list: number, kind: string, values: readonly Omit<Unmatched, 'kind'>[]): Promise<void> {
  if (values.length === 0) return;
  await tx.query(insertUnmatched, [list, kind, values.map(({ value }) => value), values.map(({ reason }) => reason)]);
}

export async function removeUnmatched(tx: PostgresSession, list: number, kind: string, values: readonly string[]): Promise<void> {
  if (values.length > 0)
    await tx.query('DELETE FROM segment.list_unmatched WHERE list_id = $1 AND kind = $2 AND value = ANY($3::text[])', [list, kind, values]);
}

const pageOfUnmatched = `
  SELECT kind, value, reason FROM segment.list_unmatched WHERE list_id = $1 AND (kind, value) > ($2, $3) ORDER BY kind, value LIMIT $4`;

/** In the order of kind and value. */
export const readUnmatched = (pg: PostgresSession, list: number, after: Omit<Unmatched, 'reason'>, limit: number): Promise<readonly Unmatched[]> =>
  pg.query<Unmatched>(pageOfUnmatched, [list, after.kind, after.value, limit]);
