import type { ErasureScope, ErasureView } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { ErasedIdentifier, ErasureSubject, Removed } from './participant.ts';

export interface StoredErasure extends ErasureSubject {
  readonly scope: ErasureScope;
  readonly reason: string;
  readonly author: string;
  readonly state: ErasureView['state'];
  readonly removedAt: Date | null;
  readonly anonymousId: number | null;
  /** What participants keep for themselves, by name. */
  readonly progress: Readonly<Record<string, unknown>>;
  readonly finishedAt: Date | null;
  readonly failures: number;
  readonly error: string | null;
}

const columns = `id, workspace, to_json(homes) AS homes, scope, keeps_events AS "keepsEvents", reason, author, asked_at AS "askedAt", accepted_up_to AS "acceptedUpTo", state, position,
  removed_at AS "removedAt", anonymous_id AS "anonymousId", coalesce(identifiers, '[]') AS identifiers, progress, finished_at AS "finishedAt", failures, error,
  scrubbing_at AS "scrubbingAt"`;

export type NewErasure = Pick<StoredErasure, 'workspace' | 'homes' | 'scope' | 'keepsEvents' | 'reason' | 'author' | 'askedAt' | 'acceptedUpTo'>;

const lock = `SELECT pg_advisory_xact_lock(hashtext('danqing.erasure'), $1)`;

const openOf = `
  SELECT id FROM govern.erasure
  WHERE workspace = $1 AND state = 'waiting' AND homes @> $2::bigint[] AND homes <@ $2::bigint[] AND keeps_events = $3 ORDER BY id LIMIT 1`;

const insert = `
  INSERT INTO govern.erasure (workspace, homes, scope, keeps_events, reason, author, asked_at, accepted_up_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`;

/** Asks for an erasure; of one that waits already, its number: asking twice is asking once. */
export async function askErasure(tx: PostgresSession, asked: NewErasure): Promise<{ readonly id: number; readonly isNew: boolean }> {
  const { workspace, homes, scope, keepsEvents, reason, author, askedAt, acceptedUpTo } = asked;
  await tx.query(lock, [workspace]);
  const [open] = await tx.query<{ id: number }>(openOf, [workspace, homes, keepsEvents]);
  if (open !== undefined) return { id: open.id, isNew: false };
  const [row] = await tx.query<{ id: number }>(insert, [workspace, homes, scope, keepsEvents, reason, author, askedAt, acceptedUpTo]);
  if (row === undefined) throw new Error('an insert with RETURNING gave no row');
  return { id: row.id, isNew: true };
}

const repeat = `
  INSERT INTO govern.erasure (workspace, homes, scope, keeps_events, reason, author, asked_at, accepted_up_to)
  SELECT $1, $2, 'side', false, 'asked for before, repeated after a restore', 'restore', $3, $4
  WHERE EXISTS (SELECT FROM govern.workspace WHERE id = $1) AND NOT EXISTS (SELECT FROM govern.erasure WHERE workspace = $1 AND asked_at = $3) RETURNING 1`;

/** Asks again for one of that moment; false where the database knows it. */
export const repeatErasure = async (pg: PostgresSession, asked: Pick<NewErasure, 'workspace' | 'homes' | 'askedAt' | 'acceptedUpTo'>): Promise<boolean> =>
  (await pg.query(repeat, [asked.workspace, asked.homes, asked.askedAt, asked.acceptedUpTo])).length > 0;

/** Those that are not at their end, oldest first. */
export const readOpenErasures = (pg: PostgresSession): Promise<readonly StoredErasure[]> =>
  pg.query<StoredErasure>(`SELECT ${columns} FROM govern.erasure WHERE state IN ('waiting', 'removing', 'scrubbing') ORDER BY id`);

export async function readErasure(pg: PostgresSession, workspace: number, id: number): Promise<StoredErasure | undefined> {
  const [row] = await pg.query<StoredErasure>(`SELECT ${columns} FROM govern.erasure WHERE workspace = $1 AND id = $2`, [workspace, id]);
  return row;
}

/** Newest first. */
export const readErasures = (pg: PostgresSession, workspace: number, before: number, limit: number): Promise<readonly StoredErasure[]> =>
  pg.query<StoredErasure>(`SELECT ${columns} FROM govern.erasure WHERE workspace = $1 AND id < $2 ORDER BY id DESC LIMIT $3`, [workspace, before, limit]);

/** The erasure, if it is still in that state, with its row locked to the end of the transaction. */
export async function holdErasure(tx: PostgresSession, id: number, state: StoredErasure['state']): Promise<StoredErasure | undefined> {
  const [row] = await tx.query<StoredErasure>(`SELECT ${columns} FROM govern.erasure WHERE id = $1 AND state = $2 FOR UPDATE`, [id, state]);
  return row;
}

const remove = `
  UPDATE govern.erasure SET state = 'removing', removed_at = $2, position = $3, anonymous_id = $4, identifiers = $5, failures = 0, error = NULL WHERE id = $1`;

export async function markRemoved(
  tx: PostgresSession,
  id: number,
  at: Date,
  graph: { readonly identifiers: readonly ErasedIdentifier[]; readonly position: number; readonly anonymousId: number | null },
): Promise<void> {
  await tx.query(remove, [id, at, graph.position, graph.anonymousId, JSON.stringify(graph.identifiers)]);
}

/** What it was known by goes with the last step that needs it. The moment is the machine's: files are as old as that says. */
export const markScrubbing = (tx: PostgresSession, id: number): Promise<unknown> =>
  tx.query(
    `UPDATE govern.erasure SET state = 'scrubbing', scrubbing_at = now(), identifiers = NULL, progress = '{}', failures = 0, error = NULL WHERE id = $1`,
    [id],
  );

export const markDone = (tx: PostgresSession, id: number, at: Date): Promise<unknown> =>
  tx.query(`UPDATE govern.erasure SET state = 'done', finished_at = $2, failures = 0, error = NULL WHERE id = $1`, [id, at]);

const fail = `
  UPDATE govern.erasure SET failures = failures + 1, error = $2, state = CASE WHEN failures + 1 >= $3 THEN 'failed' ELSE state END WHERE id = $1`;

/** After so many failures in a row somebody has to look. */
export const markFailure = (pg: PostgresSession, id: number, error: string, most: number): Promise<unknown> => pg.query(fail, [id, error, most]);

export const keepProgress = (tx: PostgresSession, id: number, name: string, progress: unknown): Promise<unknown> =>
  tx.query('UPDATE govern.erasure SET progress = jsonb_set(progress, ARRAY[$2::text], $3::jsonb) WHERE id = $1', [id, name, JSON.stringify(progress)]);

const note = `
  INSERT INTO govern.erased AS e (erasure_id, store, what, count)
  SELECT $1, store, what, sum(count) FROM unnest($2::text[], $3::text[], $4::bigint[]) AS new (store, what, count) GROUP BY store, what
  ON CONFLICT (erasure_id, store, what) DO UPDATE SET count = greatest(e.count, excluded.count)`;

/** Notes what went. A step that is repeated finds less, so the highest count stands. */
export async function noteRemoved(pg: PostgresSession, id: number, removed: readonly Removed[]): Promise<void> {
  if (removed.length === 0) return;
  await pg.query(note, [id, removed.map(({ store }) => store), removed.map(({ what }) => what), removed.map(({ count }) => count)]);
}

/** What erasures removed, by their number. */
export async function readRemoved(pg: PostgresSession, ids: readonly number[]): Promise<ReadonlyMap<number, readonly Removed[]>> {
  const rows = await pg.query<Removed & { id: number }>(
    'SELECT erasure_id AS id, store, what, count FROM govern.erased WHERE erasure_id = ANY($1::bigint[]) AND count > 0 ORDER BY store, what',
    [ids],
  );
  return Map.groupBy(rows, ({ id }) => id);
}
