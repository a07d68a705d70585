import type { BulkListInput, BulkListView, RuleJson } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

/** Everybody whom a rule finds, to be put on a list or taken off. */
export interface StoredBulk {
  readonly id: number;
  readonly workspace: number;
  readonly list: string;
  readonly listName: string;
  readonly change: BulkListInput['change'];
  readonly rule: RuleJson;
  readonly actor: string;
  readonly state: BulkListView['state'];
  readonly changed: number | null;
  readonly error: string | null;
  readonly attempts: number;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const columns = `c.id, c.workspace, l.key AS list, l.name AS "listName", c.change, c.rule, c.actor, c.state, c.changed, c.error, c.attempts, c.asked_at AS "askedAt",
  c.started_at AS "startedAt", c.finished_at AS "finishedAt"`;
const from = `FROM segment.list_change c JOIN segment.list l ON l.id = c.list_id`;

const insert = 'INSERT INTO segment.list_change (workspace, list_id, change, rule, actor, asked_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id';
const one = `SELECT ${columns} ${from} WHERE c.workspace = $1 AND c.id = $2`;
const next = `SELECT ${columns} ${from} WHERE c.state IN ('waiting', 'running') ORDER BY c.id LIMIT 1`;
const begin = `UPDATE segment.list_change SET state = 'running', attempts = attempts + 1, started_at = coalesce(started_at, $2) WHERE id = $1 AND state IN ('waiting', 'running') RETURNING id`;
// A rule may name somebody; once it has been followed nobody needs it.
const end = `UPDATE segment.list_change SET rule = '{}', state = $2, changed = $3, error = $4, finished_at = $5 WHERE id = $1 AND state IN ('waiting', 'running')`;
const stop = `UPDATE segment.list_change SET rule = '{}', state = 'stopped', finished_at = $3 WHERE workspace = $1 AND id = $2 AND state = 'waiting' RETURNING id`;
const page = `
  SELECT ${columns} ${from}
  WHERE c.workspace = $1 AND ($2 = 'all' OR (c.state IN ('waiting', 'running')) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR c.asked_at < $3) ORDER BY c.id DESC LIMIT $4`;
const ended = `SELECT ${columns} ${from} WHERE c.finished_at >= $1 ORDER BY c.finished_at LIMIT $2`;

export type NewBulk = Pick<StoredBulk, 'workspace' | 'change' | 'rule' | 'actor' | 'askedAt'> & { readonly listId: number };

export async function insertBulk(tx: PostgresSession, { workspace, listId, change, rule, actor, askedAt }: NewBulk): Promise<number> {
  const [row] = await tx.query<{ id: number }>(insert, [workspace, listId, change, JSON.stringify(rule), actor, askedAt]);
  if (row === undefined) throw new Error('an insert with RETURNING gave no row');
  return row.id;
}

export const readBulk = async (pg: PostgresSession, workspace: number, id: number): Promise<StoredBulk | undefined> =>
  (await pg.query<StoredBulk>(one, [workspace, id]))[0];

/** The oldest that is not at its end; one that runs already had a worker that died. */
export const nextBulk = async (pg: PostgresSession): Promise<StoredBulk | undefined> => (await pg.query<StoredBulk>(next))[0];

/** False when it was stopped meanwhile. */
export const beginBulk = async (pg: PostgresSession, id: number, at: Date): Promise<boolean> => (await pg.query(begin, [id, at])).length > 0;

export interface BulkEnd {
  readonly state: 'done' | 'failed';
  readonly changed: number | null;
  readonly error: string | null;
}

export const endBulk = async (pg: PostgresSession, id: number, { state, changed, error }: BulkEnd, at: Date): Promise<void> =>
  void (await pg.query(end, [id, state, changed, error, at]));

/** Only before it began: the change itself is one statement. */
export const stopBulk = async (pg: PostgresSession, workspace: number, id: number, at: Date): Promise<boolean> =>
  (await pg.query(stop, [workspace, id, at])).length > 0;

export const readBulks = (
  pg: PostgresSession,
  workspace: number,
  which: 'open' | 'ended' | 'all',
  before: Date | undefined,
  limit: number,
): Promise<readonly StoredBulk[]> => pg.query<StoredBulk>(page, [workspace, which, before ?? null, limit]);

export const readEndedBulks = (pg: PostgresSession, since: Date, limit: number): Promise<readonly StoredBulk[]> => pg.query<StoredBulk>(ended, [since, limit]);
