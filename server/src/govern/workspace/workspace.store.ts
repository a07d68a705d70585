import type { WorkspaceSettings } from '@danqing/contracts';
import { type WorkspaceId, workspaceId } from '#kernel';
import type { PostgresSession } from '#platform';

/** What is stored of a workspace besides its data. */
export interface WorkspaceRow {
  readonly id: WorkspaceId;
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly defaultRegion: string;
  readonly isDemo: boolean;
  /** Only what somebody has said. */
  readonly settings: Partial<WorkspaceSettings> & { readonly isWelcomed?: boolean };
  readonly version: number;
  readonly createdAt: Date;
}

const columns = `id, key, name, timezone, default_region AS "defaultRegion", is_demo AS "isDemo", settings, version, created_at AS "createdAt"`;
const one = `SELECT ${columns} FROM govern.workspace WHERE id = $1 AND removed_at IS NULL`;
const byKey = `SELECT ${columns} FROM govern.workspace WHERE key = $1 AND removed_at IS NULL`;
// A time zone that people chose stays, whatever is set at the next start.
const update = `
  UPDATE govern.workspace
  SET name = $3, timezone = $4, default_region = $5, settings = $6, version = version + 1, timezone_by_hand = timezone_by_hand OR timezone <> $4
  WHERE id = $1 AND version = $2 AND removed_at IS NULL RETURNING ${columns}`;
// Everybody's own, not of the settings: it raises no version.
const dismiss = `UPDATE govern.workspace SET settings = settings || jsonb_build_object('isWelcomed', $2::boolean) WHERE id = $1`;
const markDemo = 'UPDATE govern.workspace SET is_demo = true WHERE id = $1';

type Row = Omit<WorkspaceRow, 'id'> & { readonly id: number };
const rowOf = (row: Row | undefined): WorkspaceRow | undefined => (row === undefined ? undefined : { ...row, id: workspaceId(row.id) });

export const readWorkspaceRow = async (pg: PostgresSession, id: number): Promise<WorkspaceRow | undefined> => rowOf((await pg.query<Row>(one, [id]))[0]);

export const readWorkspaceByKey = async (pg: PostgresSession, key: string): Promise<WorkspaceRow | undefined> => rowOf((await pg.query<Row>(byKey, [key]))[0]);

/** Undefined when somebody else has changed it since that version. */
export async function updateWorkspace(pg: PostgresSession, row: WorkspaceRow): Promise<WorkspaceRow | undefined> {
  const { id, version, name, timezone, defaultRegion, settings } = row;
  return rowOf((await pg.query<Row>(update, [id, version, name, timezone, defaultRegion, JSON.stringify(settings)]))[0]);
}

export async function setWelcomed(pg: PostgresSession, id: number, isWelcomed: boolean): Promise<void> {
  await pg.query(dismiss, [id, isWelcomed]);
}

export async function markAsDemo(pg: PostgresSession, id: number): Promise<void> {
  await pg.query(markDemo, [id]);
}
