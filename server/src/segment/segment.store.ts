import type { RuleJson } from '@danqing/contracts';
import type { Refresh } from '#evaluate';
import type { PostgresSession } from '#platform';

/** A segment as people made it. */
export interface SegmentDefinition {
  readonly id: number;
  readonly workspace: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** The rule's wire form. */
  readonly rule: RuleJson;
  readonly refresh: Refresh;
  /** Where it stands in the console: names separated by /, '' for the top. */
  readonly folder: string;
  /** Who looks after it; free text, '' for nobody. */
  readonly owner: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `id, workspace, key, name, description, rule, refresh, folder, owner, version, created_at AS "createdAt", updated_at AS "updatedAt"`;

const insertDefinition = `
  INSERT INTO segment.definition (workspace, key, name, description, rule, refresh, created_at, updated_at, folder, owner)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9) ON CONFLICT (workspace, key) DO NOTHING RETURNING ${columns}`;

const updateDefinition = `
  UPDATE segment.definition SET name = $2, description = $3, rule = $4, refresh = $5, version = version + 1, updated_at = $6, folder = $7, owner = $8
  WHERE id = $1 RETURNING ${columns}`;

export type SegmentDraft = Pick<SegmentDefinition, 'key' | 'name' | 'description' | 'rule' | 'refresh'> & Partial<Pick<SegmentDefinition, 'folder' | 'owner'>>;

/** Undefined when the key is taken. */
export async function insertSegment(tx: PostgresSession, workspace: number, draft: SegmentDraft, now: Date): Promise<SegmentDefinition | undefined> {
  const [row] = await tx.query<SegmentDefinition>(insertDefinition, [
    workspace,
    draft.key,
    draft.name,
    draft.description,
    JSON.stringify(draft.rule),
    draft.refresh,
    now,
    draft.folder ?? '',
    draft.owner ?? '',
  ]);
  return row;
}

export async function updateSegment(tx: PostgresSession, id: number, draft: SegmentDraft, now: Date): Promise<SegmentDefinition> {
  const [row] = await tx.query<SegmentDefinition>(updateDefinition, [
    id,
    draft.name,
    draft.description,
    JSON.stringify(draft.rule),
    draft.refresh,
    now,
    draft.folder ?? '',
    draft.owner ?? '',
  ]);
  if (row === undefined) throw new Error(`segment ${id} went while it was locked`);
  return row;
}

export async function deleteSegmentRow(tx: PostgresSession, id: number): Promise<void> {
  await tx.query('DELETE FROM segment.definition WHERE id = $1', [id]);
}

export async function readSegment(pg: PostgresSession, workspace: number, key: string): Promise<SegmentDefinition | undefined> {
  const [row] = await pg.query<SegmentDefinition>(`SELECT ${columns} FROM segment.definition WHERE workspace = $1 AND key = $2`, [workspace, key]);
  return row;
}

export async function readSegmentById(pg: PostgresSession, id: number): Promise<SegmentDefinition | undefined> {
  const [row] = await pg.query<SegmentDefinition>(`SELECT ${columns} FROM segment.definition WHERE id = $1`, [id]);
  return row;
}

export const readSegmentsById = (pg: PostgresSession, ids: readonly number[]): Promise<readonly SegmentDefinition[]> =>
  pg.query<SegmentDefinition>(`SELECT ${columns} FROM segment.definition WHERE id = ANY($1)`, [ids]);

/** A page in the order of keys. */
export const listSegments = (pg: PostgresSession, workspace: number, afterKey: string, limit: number): Promise<readonly SegmentDefinition[]> =>
  pg.query<SegmentDefinition>(`SELECT ${columns} FROM segment.definition WHERE workspace = $1 AND key > $2 ORDER BY key LIMIT $3`, [
    workspace,
    afterKey,
    limit,
  ]);

export async function countSegments(pg: PostgresSession, workspace: number): Promise<number> {
  const [row] = await pg.query<{ count: number }>('SELECT count(*)::int AS count FROM segment.definition WHERE workspace = $1', [workspace]);
  return row?.count ?? 0;
}

/** Every segment's rule by key: what rules can name. */
export async function readSegmentRules(pg: PostgresSession, workspace: number): Promise<ReadonlyMap<string, unknown>> {
  const rows = await pg.query<{ key: string; rule: unknown }>('SELECT key, rule FROM segment.definition WHERE workspace = $1', [workspace]);
  return new Map(rows.map(({ key, rule }) => [key, rule]));
}

/** The numbers of a workspace's segments, by key. */
export async function readSegmentIds(pg: PostgresSession, workspace: number): Promise<ReadonlyMap<string, { readonly id: number }>> {
  const rows = await pg.query<{ key: string; id: number }>('SELECT key, id FROM segment.definition WHERE workspace = $1', [workspace]);
  return new Map(rows.map(({ key, id }) => [key, { id }]));
}

/** What every segment of a workspace is called. */
export const readSegmentNames = (pg: PostgresSession, workspace: number): Promise<readonly Pick<SegmentDefinition, 'key' | 'name'>[]> =>
  pg.query('SELECT key, name FROM segment.definition WHERE workspace = $1', [workspace]);

const changedLast = `SELECT key, name, version, updated_at AS "updatedAt" FROM segment.definition WHERE workspace = $1 ORDER BY updated_at DESC LIMIT $2`;

/** The segments that were made or changed last. */
export const readChangedSegments = (
  pg: PostgresSession,
  workspace: number,
  limit: number,
): Promise<readonly Pick<SegmentDefinition, 'key' | 'name' | 'version' | 'updatedAt'>[]> => pg.query(changedLast, [workspace, limit]);
