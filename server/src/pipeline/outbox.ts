import type { PostgresSession } from '#platform';
import type { Counters } from './counters.ts';

/** A slice on its way to ClickHouse: the very bytes, their token, and what to count when they have arrived. */
export interface OutboxRow {
  readonly id: number;
  readonly token: string;
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly inserts: Buffer;
  readonly counters: Counters;
  /** Rows that the API recorded were put there before it and may still wait: they go first. */
  readonly isBehind?: boolean;
}

/** Tokens of what the API recorded begin so. */
export const recordedTokens = 'api:';

const put = `
  INSERT INTO pipeline.outbox (token, first_position, last_position, inserts, counters) VALUES ($1, $2, $3, $4, $5)
  RETURNING id, EXISTS (SELECT FROM pipeline.outbox WHERE starts_with(token, '${recordedTokens}')) AS "isBehind"`;

export async function putOutbox(tx: PostgresSession, row: Omit<OutboxRow, 'id' | 'isBehind'>): Promise<OutboxRow> {
  const [made] = await tx.query<{ id: number; isBehind: boolean }>(put, [
    row.token,
    row.firstPosition,
    row.lastPosition,
    row.inserts,
    JSON.stringify(row.counters),
  ]);
  if (made === undefined) throw new Error('an insert with RETURNING gave no row');
  return { ...row, ...made };
}

const waiting = `
  SELECT id, token, first_position AS "firstPosition", last_position AS "lastPosition", inserts, counters FROM pipeline.outbox ORDER BY id`;

export const readOutbox = (pg: PostgresSession): Promise<readonly OutboxRow[]> => pg.query<OutboxRow>(waiting);

const waitingOf = `
  SELECT id, token, first_position AS "firstPosition", last_position AS "lastPosition", inserts, counters FROM pipeline.outbox WHERE starts_with(token, $1) ORDER BY id LIMIT 100`;

/** What other processes put there: rows whose token begins like this. */
export const readOutboxOf = (pg: PostgresSession, tokens: string): Promise<readonly OutboxRow[]> => pg.query<OutboxRow>(waitingOf, [tokens]);

export async function removeOutbox(tx: PostgresSession, id: number): Promise<boolean> {
  const rows = await tx.query('DELETE FROM pipeline.outbox WHERE id = $1 RETURNING id', [id]);
  return rows.length === 1;
}

/** The position the consumer reads next; the row is made on the first look. Asked many times a second: the usual look writes nothing. */
export async function readOffset(pg: PostgresSession): Promise<number> {
  const [row] = await pg.query<{ position: number }>(`SELECT position FROM pipeline.consumer WHERE name = 'pipeline'`);
  if (row !== undefined) return row.position;
  await pg.query(`INSERT INTO pipeline.consumer (name, position) VALUES ('pipeline', 1) ON CONFLICT DO NOTHING`);
  return readOffset(pg);
}

/** False when another worker has gone on from there: then nothing of this slice may be kept. */
export async function advanceOffset(tx: PostgresSession, from: number, to: number): Promise<boolean> {
  const rows = await tx.query(`UPDATE pipeline.consumer SET position = $2 WHERE name = 'pipeline' AND position = $1 RETURNING position`, [from, to]);
  return rows.length === 1;
}

/** The last log position of which everything, and of all before it, is in ClickHouse. */
export async function readDelivered(pg: PostgresSession): Promise<number> {
  const [row] = await pg.query<{ position: number }>(
    `SELECT coalesce((SELECT min(first_position) FROM pipeline.outbox), (SELECT position FROM pipeline.consumer WHERE name = 'pipeline'), 1) - 1 AS position`,
  );
  return row?.position ?? 0;
}
