import { setTimeout as sleep } from 'node:timers/promises';
import type { Postgres } from '#platform';

const lookEveryMs = 20;
const longestLooks = 100;

const newest = 'SELECT max(id) AS id FROM pipeline.outbox WHERE starts_with(token, $1)';
const isWaiting = 'SELECT 1 AS row FROM pipeline.outbox WHERE starts_with(token, $1) AND id <= $2 LIMIT 1';

/** Until what stands in the outbox under such tokens now can be queried, or two seconds have passed: it is kept either way, and arrives when the worker runs. */
export async function recordedArrived(pg: Postgres, tokens: string): Promise<void> {
  const [last] = await pg.query<{ id: number | null }>(newest, [tokens]);
  if (last?.id === undefined || last.id === null) return;
  for (let look = 0; look < longestLooks && (await pg.query(isWaiting, [tokens, last.id])).length > 0; look++) await sleep(lookEveryMs);
}
