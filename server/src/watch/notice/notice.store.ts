import type { NoticeKind, NoticeLevel, NoticePreferences, Words } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface Notice {
  readonly workspace: number;
  readonly operatorId: string;
  readonly kind: NoticeKind;
  /** What it is about: an operator is told of it once. */
  readonly source: string;
  readonly level: NoticeLevel;
  readonly title: Words;
  readonly body: Words;
  /** A path of the console within the workspace. */
  readonly link: string | null;
  readonly at: Date;
}

export interface StoredNotice extends Notice {
  readonly id: number;
  readonly readAt: Date | null;
}

const columns = `id, workspace, operator_id AS "operatorId", kind, source, level, title, body, link, created_at AS at, read_at AS "readAt"`;
const insert = `
  INSERT INTO watch.notification (workspace, operator_id, kind, source, level, title, body, link, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT DO NOTHING`;

/** Tells operators; whoever has been told of the same already is not told again. */
export async function putNotices(tx: PostgresSession, notices: readonly Notice[]): Promise<void> {
  for (const { workspace, operatorId, kind, source, level, title, body, link, at } of notices)
    await tx.query(insert, [workspace, operatorId, kind, source, level, JSON.stringify(title), JSON.stringify(body), link, at]);
}

const page = `
  SELECT ${columns} FROM watch.notification
  WHERE operator_id = $1 AND workspace = $2 AND id < $3 AND (NOT $4 OR read_at IS NULL) ORDER BY id DESC LIMIT $5`;
export const readNotices = (
  pg: PostgresSession,
  operatorId: string,
  workspace: number,
  before: number,
  isUnread: boolean,
  limit: number,
): Promise<readonly StoredNotice[]> => pg.query<StoredNotice>(page, [operatorId, workspace, before, isUnread, limit]);

const unread = `SELECT count(*)::int AS n FROM watch.notification WHERE operator_id = $1 AND workspace = $2 AND read_at IS NULL`;
export const countUnread = async (pg: PostgresSession, operatorId: string, workspace: number): Promise<number> =>
  (await pg.query<{ n: number }>(unread, [operatorId, workspace]))[0]?.n ?? 0;

const mark = `
  UPDATE watch.notification SET read_at = $4 WHERE operator_id = $1 AND workspace = $2 AND read_at IS NULL AND ($3::bigint[] IS NULL OR id = ANY($3))`;
export const markRead = (pg: PostgresSession, operatorId: string, workspace: number, ids: readonly number[] | undefined, at: Date): Promise<unknown> =>
  pg.query(mark, [operatorId, workspace, ids ?? null, at]);

export async function forgetNotices(pg: PostgresSession, before: Date): Promise<void> {
  await pg.query('DELETE FROM watch.notification WHERE created_at < $1', [before]);
}

const usualPreferences: NoticePreferences = { tasks: 'all', alerts: 'all' };
const preferences = `SELECT operator_id AS id, settings FROM watch.preference WHERE workspace = $1 AND operator_id = ANY($2::text[])`;

/** What operators want to be told in a workspace; those who never said are told everything. */
export async function readPreferences(pg: PostgresSession, workspace: number, operators: readonly string[]): Promise<(operator: string) => NoticePreferences> {
  const rows = await pg.query<{ id: string; settings: NoticePreferences }>(preferences, [workspace, operators]);
  const known = new Map(rows.map(({ id, settings }) => [id, settings]));
  return (operator) => known.get(operator) ?? usualPreferences;
}

const save = `
  INSERT INTO watch.preference (workspace, operator_id, settings) VALUES ($1, $2, $3) ON CONFLICT (workspace, operator_id) DO UPDATE SET settings = excluded.settings`;
export const savePreferences = (tx: PostgresSession, workspace: number, operator: string, settings: NoticePreferences): Promise<unknown> =>
  tx.query(save, [workspace, operator, JSON.stringify(settings)]);
