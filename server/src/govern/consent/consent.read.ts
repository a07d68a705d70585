import type { PostgresSession } from '#platform';
import type { ConsentRecord, ConsentState } from './effective.ts';

interface Row {
  readonly id: number;
  readonly originId: number;
  readonly purpose: string;
  readonly channel: string;
  readonly state: ConsentState;
  readonly at: number;
  readonly expiresAt: number | null;
  readonly source: string;
  readonly proof: string;
  readonly isCarried: boolean;
}

const readRecords = `
  SELECT id, origin_id AS "originId", purpose, channel, state, (extract(epoch FROM at) * 1000)::bigint AS at,
         (extract(epoch FROM expires_at) * 1000)::bigint AS "expiresAt", source, proof, carried_from IS NOT NULL AS "isCarried"
  FROM govern.consent WHERE origin_id = ANY($1::bigint[]) ORDER BY origin_id, at, id`;

/** Everything that was ever said for these origins, by origin, oldest first. One statement. */
export async function readConsents(pg: PostgresSession, originIds: readonly number[]): Promise<ReadonlyMap<number, readonly ConsentRecord[]>> {
  const found = new Map<number, ConsentRecord[]>();
  if (originIds.length === 0) return found;
  for (const row of await pg.query<Row>(readRecords, [originIds])) {
    const list = found.get(row.originId);
    if (list === undefined) found.set(row.originId, [row]);
    else list.push(row);
  }
  return found;
}
