import { identifiersIn, type Origin, type RawEvent } from '#clean';
import type { Tombstones } from '#govern';
import { lockGraph } from '#identify';
import type { PostgresSession } from '#platform';

interface Read {
  readonly raw: RawEvent;
  readonly origin: Origin;
}

/** Which of messages that are read again are somebody's who was erased after they had been accepted. */
export interface Erased {
  has(place: number): boolean;
  /** In the transaction that resolves the others: takes the graph's lock, and throws where somebody was erased meanwhile. Then they are to be read once more. */
  stillHolds(tx: PostgresSession): Promise<void>;
}

/** Those whose strongest identifier has a tombstone. Two statements. */
export async function readErased(pg: PostgresSession, tombstones: Tombstones | undefined, read: readonly Read[]): Promise<Erased> {
  if (tombstones === undefined) return { has: () => false, stillHolds: () => Promise.resolve() };
  const version = await tombstones.version(pg);
  const asked = read.flatMap(({ raw, origin }, place) => {
    const [strongest] = 'invalid' in raw ? [] : identifiersIn(raw.raw, raw.type, origin);
    return strongest === undefined ? [] : [{ ...strongest, workspace: origin.workspace, position: origin.position, place }];
  });
  const answers = await tombstones.areErased(pg, asked);
  const places = new Set(asked.flatMap(({ place }, index) => (answers[index] === true ? [place] : [])));
  return {
    has: (place) => places.has(place),
    stillHolds: async (tx) => {
      await lockGraph(tx);
      if ((await tombstones.version(tx)) !== version) throw new Error('somebody was erased while messages were read again');
    },
  };
}
