import type { DemoView } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface StoredDemo {
  readonly workspace: number;
  readonly key: string;
  readonly customers: number;
  readonly state: DemoView['state'];
  readonly stage: DemoView['stage'];
  readonly progress: number;
  readonly error: string | null;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
}

const columns = 'd.workspace, w.key, d.customers, d.state, d.stage, d.progress, d.error, d.asked_at AS "askedAt", d.finished_at AS "finishedAt"';
const from = 'FROM govern.demo d JOIN govern.workspace w ON w.id = d.workspace AND w.removed_at IS NULL';
const insert = `INSERT INTO govern.demo (workspace, customers, state, asked_at) VALUES ($1, $2, 'queued', $3)`;
const latest = `SELECT ${columns} ${from} ORDER BY d.asked_at DESC LIMIT 1`;
const open = `SELECT ${columns} ${from} WHERE d.state IN ('queued', 'running') ORDER BY d.asked_at LIMIT 1`;
const begin = `UPDATE govern.demo SET state = 'running', started_at = coalesce(started_at, $2) WHERE workspace = $1 AND state IN ('queued', 'running')`;
const progress = `UPDATE govern.demo SET stage = $2, progress = $3 WHERE workspace = $1 AND state = 'running'`;
const isRunning = `SELECT FROM govern.demo WHERE workspace = $1 AND state = 'running'`;
const cancel = `UPDATE govern.demo SET state = 'cancelled', finished_at = $2 WHERE workspace = $1 AND state IN ('queued', 'running') RETURNING 1`;
const end = `UPDATE govern.demo SET state = $2, error = $3, finished_at = $4, progress = CASE WHEN $2 = 'done' THEN 1 ELSE progress END WHERE workspace = $1 AND state IN ('queued', 'running')`;

export const insertDemo = async (pg: PostgresSession, workspace: number, customers: number, at: Date): Promise<void> =>
  void (await pg.query(insert, [workspace, customers, at]));
/** The demo there is; undefined: none, or it is gone. */
export const readDemo = async (pg: PostgresSession): Promise<StoredDemo | undefined> => (await pg.query<StoredDemo>(latest))[0];
export const nextDemo = async (pg: PostgresSession): Promise<StoredDemo | undefined> => (await pg.query<StoredDemo>(open))[0];
export const beginDemo = async (pg: PostgresSession, workspace: number, at: Date): Promise<void> => void (await pg.query(begin, [workspace, at]));
export const noteDemo = async (pg: PostgresSession, workspace: number, stage: string, share: number): Promise<void> =>
  void (await pg.query(progress, [workspace, stage, share]));
/** Whether nobody has stopped it. */
export const isDemoWanted = async (pg: PostgresSession, workspace: number): Promise<boolean> => (await pg.query(isRunning, [workspace])).length === 1;
/** False when it had ended already. */
export const stopDemo = async (pg: PostgresSession, workspace: number, at: Date): Promise<boolean> => (await pg.query(cancel, [workspace, at])).length === 1;
export const endDemo = async (pg: PostgresSession, workspace: number, state: 'done' | 'failed', error: string | null, at: Date): Promise<void> =>
  void (await pg.query(end, [workspace, state, error, at]));

const join = `INSERT INTO govern.operator_role (operator, workspace, role) VALUES ($1, $2, 'admin') ON CONFLICT DO NOTHING`;
/** Whoever makes a demo sees it. */
export const joinDemo = async (pg: PostgresSession, operator: string, workspace: number): Promise<void> => void (await pg.query(join, [operator, workspace]));
