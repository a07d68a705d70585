import type { Postgres } from '#platform';
import type { NodeId } from './types.ts';

const kinds = { tag: 1, segment: 2 } as const;
const finishing = 3;

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

/**
 * Runs `work` with those of the definitions that nobody computes now, and keeps others from them meanwhile: a run in full and a tick of one
 * definition never meet.
 */
export async function whileLockedTogether<N extends NodeId, T>(pg: Postgres, nodes: readonly N[], work: (held: readonly N[]) => Promise<T>): Promise<T> {
  return pg.transaction(async (tx) => {
    const rows = await tx.query<{ gained: boolean }>(
      'SELECT pg_try_advisory_xact_lock(class, id) AS gained FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS n (class, id, place) ORDER BY place',
      [nodes.map(({ kind }) => lockClass + kinds[kind]), nodes.map(({ definitionId }) => definitionId)],
    );
    return work(nodes.filter((_, index) => rows[index]?.gained === true));
  });
}

/** Runs `work` while nobody else sends what a dead worker's runs of this group have fixed; after whoever does. */
export async function whileFinishing<T>(pg: Postgres, group: number, work: () => Promise<T>): Promise<T> {
  return pg.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [lockClass + finishing, group % 2 ** 31]);
    return work();
  });
}

/** Runs `work` while no other worker ticks; undefined when one does. `wait`: after it instead. */
export async function whileTicking<T>(pg: Postgres, wait: boolean, work: () => Promise<T>): Promise<T | undefined> {
  return pg.transaction(async (tx) => {
    if (wait) await tx.query('SELECT pg_advisory_xact_lock($1, 0)', [lockClass]);
    else {
      const [row] = await tx.query<{ gained: boolean }>('SELECT pg_try_advisory_xact_lock($1, 0) AS gained', [lockClass]);
      if (row?.gained !== true) return undefined;
    }
    return work();
  });
}

/** Sets these locks apart from others of two integers. */
const lockClass = 7_310_000;
