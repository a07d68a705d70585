import { randomUUID } from 'node:crypto';
import type { PostgresSession } from '#platform';
import { type OutboxRow, putOutbox, readOffset, recordedTokens } from '../outbox.ts';
import { emptyParcel, packParcel, type Parcel } from '../parcel.ts';

/** Tokens of rows that changes of the graph by hand put there. */
export const identityTokens = `${recordedTokens}identity:`;

/** A row of its own for what a change of the graph sends to ClickHouse, delivered in its turn among the slices. */
export async function putIdentityRow(tx: PostgresSession, parts: Partial<Parcel>): Promise<OutboxRow> {
  const position = await readOffset(tx);
  return putOutbox(tx, {
    token: `${identityTokens}${randomUUID()}`,
    firstPosition: position,
    lastPosition: position,
    inserts: await packParcel({ ...emptyParcel, ...parts }),
    counters: { sources: [], imports: [] },
  });
}
