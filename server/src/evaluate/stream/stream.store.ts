import type { PostgresSession } from '#platform';

/** What subscribers of a topic hear, in order. */
export interface StreamEntry {
  readonly topic: string;
  /** Plain JSON. */
  readonly items: readonly object[];
}

/** Rows end here, so that one is quickly read again and sent. */
const itemsInRow = 500;

/** The channel that says there is something new. */
export const streamChannel = 'evaluate_stream';

const insertEntries = 'INSERT INTO evaluate.stream (workspace, topic, items) SELECT $1, * FROM unnest($2::text[], $3::json[])';

/**
 * Tells the stream, in the transaction that makes the changes final. Writers take turns until their commit, so that a reader who has seen
 * one id has seen all before it.
 */
export async function appendStream(tx: PostgresSession, workspace: number, entries: readonly StreamEntry[]): Promise<void> {
  const rows = entries.flatMap(({ topic, items }) =>
    Array.from({ length: Math.ceil(items.length / itemsInRow) }, (_, part) => ({ topic, items: items.slice(part * itemsInRow, (part + 1) * itemsInRow) })),
  );
  if (rows.length === 0) return;
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('evaluate.stream'))`);
  await tx.query(insertEntries, [workspace, rows.map(({ topic }) => topic), rows.map(({ items }) => JSON.stringify(items))]);
  await tx.query(`SELECT pg_notify($1, '')`, [streamChannel]);
}

/** Forgets what is older than subscribers may resume from. */
export async function trimStream(pg: PostgresSession, before: Date): Promise<void> {
  await pg.query('DELETE FROM evaluate.stream WHERE created_at < $1', [before]);
}
