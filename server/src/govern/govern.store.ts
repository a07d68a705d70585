import { conflict, notFound } from '#kernel';
import type { PostgresSession } from '#platform';
import type { Scope } from './types.ts';

const insertWorkspace = `
  INSERT INTO govern.workspace (key, name, timezone, default_region) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING RETURNING id`;
const insertSource = `
  INSERT INTO govern.source (workspace, name, kind, write_key, trust, label) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace, name) DO NOTHING RETURNING id`;
const insertKey = 'INSERT INTO govern.api_key (workspace, name, hash, scopes) VALUES ($1, $2, $3, $4) RETURNING id';
const updateRevoked = 'UPDATE govern.api_key SET revoked_at = now() WHERE workspace = $1 AND id = $2 AND revoked_at IS NULL RETURNING id';

type IdRow = { readonly id: number };

export interface NewWorkspace {
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly defaultRegion: string;
}

export async function addWorkspace(pg: PostgresSession, workspace: NewWorkspace): Promise<number> {
  const [row] = await pg.query<IdRow>(insertWorkspace, [workspace.key, workspace.name, workspace.timezone, workspace.defaultRegion]);
  if (row === undefined) throw conflict(`a workspace with the key ${workspace.key} exists already`);
  return row.id;
}

export interface NewSource {
  readonly name: string;
  /** What people call it, where that is not its name. */
  readonly label?: string | undefined;
  readonly kind: 'stream' | 'import' | 'webhook';
  readonly writeKey: string | null;
  readonly trust: number;
}

/** The id of the new source; undefined when the workspace has one of that name. */
export async function addSource(pg: PostgresSession, workspace: number, source: NewSource): Promise<number | undefined> {
  const [row] = await pg.query<IdRow>(insertSource, [workspace, source.name, source.kind, source.writeKey, source.trust, source.label ?? null]);
  return row?.id;
}

export async function addKey(
  pg: PostgresSession,
  workspace: number,
  key: { readonly name: string; readonly hash: Buffer; readonly scopes: readonly Scope[] },
): Promise<number> {
  const [row] = await pg.query<IdRow>(insertKey, [workspace, key.name, key.hash, [...key.scopes]]);
  if (row === undefined) throw conflict('the key was not stored');
  return row.id;
}

export async function revokeKey(pg: PostgresSession, workspace: number, key: number): Promise<void> {
  const rows = await pg.query<IdRow>(updateRevoked, [workspace, key]);
  if (rows.length === 0) throw notFound(`the key ${key}`);
}
