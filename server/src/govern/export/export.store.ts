import type { ExportInput, ExportView } from '@danqing/contracts';
import { type WorkspaceId, workspaceId } from '#kernel';
import type { PostgresSession } from '#platform';

export interface StoredExport {
  readonly id: number;
  readonly workspace: WorkspaceId;
  readonly what: ExportInput['what'];
  readonly request: Omit<ExportInput, 'what' | 'masked' | 'reason'>;
  readonly masked: boolean;
  readonly reason: string | null;
  readonly operator: string | null;
  readonly actor: string;
  readonly rowLimit: number;
  readonly state: ExportView['state'];
  readonly rows: number;
  readonly isCut: boolean;
  readonly bytes: number | null;
  readonly error: string | null;
  readonly attempts: number;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
}
type Row = Omit<StoredExport, 'workspace'> & { readonly workspace: number };

const columns = `id, workspace, what, request, masked, reason, operator, actor, row_limit AS "rowLimit", state, rows, is_cut AS "isCut", bytes, error, attempts,
  asked_at AS "askedAt", started_at AS "startedAt", finished_at AS "finishedAt", expires_at AS "expiresAt"`;
const insert = `
  INSERT INTO govern.export (workspace, what, request, masked, reason, operator, actor, row_limit, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  RETURNING ${columns}`;
const one = `SELECT ${columns} FROM govern.export WHERE workspace = $1 AND id = $2`;
const page = `SELECT ${columns} FROM govern.export WHERE workspace = $1 AND id < $2 ORDER BY id DESC LIMIT $3`;
const open = `SELECT ${columns} FROM govern.export WHERE state IN ('queued', 'running') ORDER BY id LIMIT 1`;
const begin = `UPDATE govern.export SET state = 'running', attempts = attempts + 1, rows = 0, started_at = coalesce(started_at, $2) WHERE id = $1 AND state IN ('queued', 'running') RETURNING ${columns}`;
const progress = `UPDATE govern.export SET rows = $2 WHERE id = $1 AND state = 'running' RETURNING id`;
const end = `UPDATE govern.export SET state = $2, rows = $3, is_cut = $4, bytes = $5, error = $6, finished_at = $7, expires_at = $8 WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`;
const cancel = `UPDATE govern.export SET state = 'cancelled', finished_at = $3 WHERE workspace = $1 AND id = $2 AND state IN ('queued', 'running') RETURNING id`;
const expire = `UPDATE govern.export SET state = 'expired' WHERE state = 'done' AND expires_at <= $1 RETURNING ${columns}`;
const forget = `UPDATE govern.export SET state = 'expired', expires_at = $3 WHERE workspace = $1 AND id = $2 AND state = 'done' RETURNING id`;

const from = (row: Row | undefined): StoredExport | undefined => (row === undefined ? undefined : { ...row, workspace: workspaceId(row.workspace) });

export type NewExport = Pick<StoredExport, 'workspace' | 'what' | 'request' | 'masked' | 'reason' | 'operator' | 'actor' | 'rowLimit' | 'askedAt'>;

export async function insertExport(pg: PostgresSession, wanted: NewExport): Promise<StoredExport> {
  const { workspace, what, request, masked, reason, operator, actor, rowLimit, askedAt } = wanted;
  const row = from((await pg.query<Row>(insert, [workspace, what, JSON.stringify(request), masked, reason, operator, actor, rowLimit, askedAt]))[0]);
  if (row === undefined) throw new Error('an insert with RETURNING gave no row');
  return row;
}

export const readExport = async (pg: PostgresSession, workspace: number, id: number): Promise<StoredExport | undefined> =>
  from((await pg.query<Row>(one, [workspace, id]))[0]);

/** Newest first, those before `before`. */
export const readExports = async (pg: PostgresSession, workspace: number, before: number, limit: number): Promise<readonly StoredExport[]> =>
  (await pg.query<Row>(page, [workspace, before, limit])).flatMap((row) => from(row) ?? []);

/** The oldest that is not at its end; one that runs already had a worker that died. */
export const nextExport = async (pg: PostgresSession): Promise<StoredExport | undefined> => from((await pg.query<Row>(open))[0]);

export const beginExport = async (pg: PostgresSession, id: number, at: Date): Promise<StoredExport | undefined> =>
  from((await pg.query<Row>(begin, [id, at]))[0]);

/** False when it was cancelled meanwhile. */
export const noteRows = async (pg: PostgresSession, id: number, rows: number): Promise<boolean> => (await pg.query(progress, [id, rows])).length > 0;

export interface ExportEnd {
  readonly state: 'done' | 'failed';
  readonly rows: number;
  readonly isCut: boolean;
  readonly bytes: number | null;
  readonly error: string | null;
  readonly at: Date;
  readonly expiresAt: Date | null;
}

export async function endExport(pg: PostgresSession, id: number, { state, rows, isCut, bytes, error, at, expiresAt }: ExportEnd): Promise<boolean> {
  return (await pg.query(end, [id, state, rows, isCut, bytes, error, at, expiresAt])).length > 0;
}

export const cancelExport = async (pg: PostgresSession, workspace: number, id: number, at: Date): Promise<boolean> =>
  (await pg.query(cancel, [workspace, id, at])).length > 0;

/** Marks those whose time is over; their files are to go. */
export const expireExports = async (pg: PostgresSession, at: Date): Promise<readonly StoredExport[]> =>
  (await pg.query<Row>(expire, [at])).flatMap((row) => from(row) ?? []);

export const forgetExport = async (pg: PostgresSession, workspace: number, id: number, at: Date): Promise<boolean> =>
  (await pg.query(forget, [workspace, id, at])).length > 0;
