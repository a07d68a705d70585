import type { EventHead } from '#clean';
import type { PostgresSession } from '#platform';
import { applyResolution, type IdentityChanges } from './identity.store.ts';
import { resolve } from './resolve.ts';
import { readSnapshot } from './snapshot.read.ts';

/** One writer of the graph at a time: the slice, a merge by hand, later an unmerge. Held until the transaction ends. */
export const lockGraph = (tx: PostgresSession): Promise<unknown> => tx.query(`SELECT pg_advisory_xact_lock(hashtext('danqing.identify'))`);

/** Who the events of a slice belong to; writes what that changes in the graph. `position`: the slice's last log position. */
export async function identifySlice(tx: PostgresSession, events: readonly EventHead[], position: number): Promise<IdentityChanges> {
  await lockGraph(tx);
  return applyResolution(tx, resolve(events, await readSnapshot(tx, events)), position);
}
