import { sourceId, workspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import type { Scope, Source, Workspace } from './types.ts';

const allWorkspaces = `
  SELECT id, key, name, timezone, default_region AS "defaultRegion", created_at AS "createdAt" FROM govern.workspace
  WHERE removed_at IS NULL ORDER BY id`;

const allSources = `
  SELECT s.id, s.workspace, s.name, s.kind, s.trust, s.write_key AS "writeKey", s.created_at AS "createdAt",
         s.label, s.disabled_at AS "disabledAt", s.previous_key AS "previousKey", s.previous_until AS "previousUntil", w.default_region AS "defaultRegion", w.timezone, w.removed_at IS NOT NULL AS "isRemoved"
  FROM govern.source s JOIN govern.workspace w ON w.id = s.workspace ORDER BY s.id`;

const liveKeys = `
  SELECT id, workspace, name, hash, scopes, created_at AS "createdAt" FROM govern.api_key WHERE revoked_at IS NULL ORDER BY id`;

export interface StoredWorkspace extends Workspace {
  readonly createdAt: Date;
}
export interface StoredSource extends Source {
  readonly isRemoved: boolean;
  readonly writeKey: string | null;
  readonly createdAt: Date;
  /** What people call it, when they have said. */
  readonly label: string | null;
  readonly disabledAt: Date | null;
  /** The key before the last rotation, and how long it still works. */
  readonly previousKey: string | null;
  readonly previousUntil: Date | null;
}
export interface StoredKey {
  readonly id: number;
  readonly workspace: number;
  readonly name: string;
  readonly hash: Buffer;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
}

type Row<T> = Omit<T, 'id' | 'workspace'> & { readonly id: number; readonly workspace: number };

export async function readWorkspaces(pg: PostgresSession): Promise<readonly StoredWorkspace[]> {
  const rows = await pg.query<Omit<StoredWorkspace, 'id'> & { readonly id: number }>(allWorkspaces);
  return rows.map((row) => ({ ...row, id: workspaceId(row.id) }));
}

export async function readSources(pg: PostgresSession): Promise<readonly StoredSource[]> {
  const rows = await pg.query<Row<StoredSource>>(allSources);
  return rows.map((row) => ({ ...row, id: sourceId(row.id), workspace: workspaceId(row.workspace) }));
}

export const readKeys = (pg: PostgresSession): Promise<readonly StoredKey[]> => pg.query<StoredKey>(liveKeys);
