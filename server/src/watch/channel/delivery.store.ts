import { randomUUID } from 'node:crypto';
import type { PostgresSession } from '#platform';
import type { Attempt, Message } from './message.ts';

export interface StoredDelivery {
  readonly id: string;
  readonly workspace: number;
  readonly channelId: number;
  readonly message: Message;
  readonly state: 'waiting' | 'sent' | 'dead';
  readonly attempts: number;
  readonly nextAt: Date;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

const columns = `d.id, d.workspace, d.channel_id AS "channelId", d.message, d.state, d.attempts, d.next_at AS "nextAt", d.created_at AS "createdAt", d.ended_at AS "endedAt"`;
const insert = `INSERT INTO watch.delivery (id, workspace, channel_id, subject, message, next_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $6)`;
const claim = `
  UPDATE watch.delivery d SET attempts = d.attempts + 1, next_at = $2
  WHERE d.id IN (SELECT id FROM watch.delivery WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
  RETURNING ${columns}`;
const attempt = `INSERT INTO watch.attempt (delivery_id, number, at, elapsed_ms, status, problem) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`;
const settle = `
  UPDATE watch.delivery SET state = $2, next_at = coalesce($3, next_at), ended_at = CASE WHEN $2 = 'waiting' THEN NULL ELSE $4::timestamptz END
  WHERE id = $1 AND state = 'waiting'`;

/** Puts a message into the outbox, in the transaction that decides it. Gives its id, which stays the same over all attempts. */
export async function putDelivery(tx: PostgresSession, workspace: number, channelId: number, message: Message, at: Date): Promise<string> {
  const id = randomUUID();
  await tx.query(insert, [id, workspace, channelId, message.about, JSON.stringify(message), at]);
  return id;
}

/** Takes what is due; who dies over it leaves it to others after `leaseMs`. */
export const claimDeliveries = (pg: PostgresSession, nowMs: number, leaseMs: number, most: number): Promise<readonly StoredDelivery[]> =>
  pg.query<StoredDelivery>(claim, [new Date(nowMs), new Date(nowMs + leaseMs), most]);

/** Keeps how an attempt ended; `nextAt`: when it is tried again, null where it is over. */
export async function settleAttempt(
  tx: PostgresSession,
  delivery: Pick<StoredDelivery, 'id' | 'attempts'>,
  { status, problem }: Attempt,
  times: { readonly beganAt: Date; readonly endedAt: Date; readonly nextAt: Date | null },
): Promise<void> {
  const { beganAt, endedAt, nextAt } = times;
  await tx.query(attempt, [delivery.id, delivery.attempts, beganAt, endedAt.getTime() - beganAt.getTime(), status, problem]);
  await tx.query(settle, [delivery.id, problem === null ? 'sent' : nextAt === null ? 'dead' : 'waiting', nextAt, endedAt]);
}

const page = `
  SELECT ${columns}, c.name AS "channelName" FROM watch.delivery d JOIN watch.channel c ON c.id = d.channel_id
  WHERE d.workspace = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::timestamptz IS NULL OR (d.created_at, d.id) < ($3, $4::uuid))
  ORDER BY d.created_at DESC, d.id DESC LIMIT $5`;
export const readDeliveries = (
  pg: PostgresSession,
  workspace: number,
  state: string | undefined,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<readonly (StoredDelivery & { readonly channelName: string })[]> =>
  pg.query(page, [workspace, state ?? null, after?.[0] ?? null, after?.[1] ?? null, limit]);

export interface StoredAttempt {
  readonly deliveryId: string;
  readonly at: Date;
  readonly elapsedMs: number;
  readonly status: number | null;
  readonly problem: string | null;
}
const attemptsOf = `
  SELECT delivery_id AS "deliveryId", at, elapsed_ms AS "elapsedMs", status, problem FROM watch.attempt WHERE delivery_id = ANY($1::uuid[]) ORDER BY number`;
export const readAttempts = (pg: PostgresSession, deliveries: readonly string[]): Promise<readonly StoredAttempt[]> =>
  pg.query<StoredAttempt>(attemptsOf, [deliveries]);

const lastOf = `
  SELECT DISTINCT ON (d.channel_id) d.channel_id AS "channelId", d.state, coalesce(d.ended_at, d.created_at) AS at,
    (SELECT problem FROM watch.attempt a WHERE a.delivery_id = d.id ORDER BY number DESC LIMIT 1) AS problem
  FROM watch.delivery d WHERE d.workspace = $1 ORDER BY d.channel_id, d.created_at DESC`;
export const readLastDeliveries = (
  pg: PostgresSession,
  workspace: number,
): Promise<readonly { readonly channelId: number; readonly state: StoredDelivery['state']; readonly at: Date; readonly problem: string | null }[]> =>
  pg.query(lastOf, [workspace]);

const again = `
  UPDATE watch.delivery SET state = 'waiting', next_at = $3, ended_at = NULL WHERE workspace = $1 AND id = $2 AND state = 'dead' RETURNING id`;
/** Tries one more time what was given up; false: it was not. */
export const reviveDelivery = async (pg: PostgresSession, workspace: number, id: string, at: Date): Promise<boolean> =>
  (await pg.query(again, [workspace, id, at])).length === 1;

export async function forgetDeliveries(pg: PostgresSession, before: Date): Promise<void> {
  await pg.query(`DELETE FROM watch.delivery WHERE created_at < $1 AND state <> 'waiting'`, [before]);
}
