import type { Postgres } from '#platform';
import type { NodeId } from './types.ts';

const kinds = { tag: 1, segment: 2 } as const;

/**
 * Runs `work` while nobody else computes this definition, in any process; 'busy' when somebody does. The lock belongs to an open
 * transaction that does nothing else: it goes with its connection, so a worker that dies lets go at once, where a lease in a row would
 * have to run out first.
 */
export async function whileLocked<T>(pg: Postgres, { kind, definitionId }: NodeId, work: () => Promise<T>): Promise<T | 'busy'> {
  return pg.transaction(async (tx) => {
    const [row] = await tx.query<{ gained: boolean }>('SELECT pg_try_advisory_xact_lock($1, $2) AS gained', [lockClass + kinds[kind], definitionId]);
    return row?.gained === true ? work() : 'busy';
  });
}

/** The same, waiting for whoever holds the lock. */
export async function onceUnlocked<T>(pg: Postgres, { kind, definitionId }: NodeId, work: () => Promise<T>): Promise<T> {
  return pg.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [lockClass + kinds[kind], definitionId]);
    return work();
  });
}

/** Sets these locks apart from others of two integers. */
const lockClass = 7_310_000;
