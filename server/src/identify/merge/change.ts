import type { PostgresSession } from '#platform';
import type { AliasRow } from '../identity.store.ts';
import * as sql from './merge.sql.ts';

/** What an id of the graph stands for. Both live in one graph, in which the two never meet. */
export type Subject = 'person' | 'account';

/** A root and every home that leads to it now, itself among them. */
export interface Group {
  readonly workspace: number;
  readonly rootId: number;
  readonly homes: readonly number[];
}

/** What a merge or unmerge by hand did to the graph. */
export interface GraphChange {
  readonly mergeId: number;
  readonly workspace: number;
  /** The roots that it left. */
  readonly groups: readonly Group[];
  /** Every profile id whose root is another than before, with the new one. */
  readonly moves: readonly AliasRow[];
  /** False where an undone merge is older than homes: what came after it may stand on the other side. */
  readonly isExact: boolean;
}

/** Makes what hangs on profiles follow a change of the graph, in its transaction. Later stages do, so entry hands it in. */
export type FollowGraph = (tx: PostgresSession, change: Omit<GraphChange, 'mergeId'>) => Promise<void>;

/** Why and by whom; `at` in ms. */
export interface ByHand {
  readonly workspace: number;
  readonly author: string;
  readonly reason: string | null;
  readonly at: number;
}

/** Gives homes another root, with everything that hangs on them. `from`: their root so far. */
export async function moveHomes(tx: PostgresSession, homes: readonly number[], from: number, root: number): Promise<void> {
  await tx.query(sql.moveHomes, [homes, root]);
  await tx.query(sql.moveIdentifiersOfHomes, [homes, root, from]);
  await tx.query(sql.moveSeparationsOfHomes, [homes, root]);
  await tx.query(sql.removeAliasesOf, [homes]);
}

export const homesOf = async (tx: PostgresSession, root: number): Promise<readonly number[]> =>
  (await tx.query<{ id: number }>(sql.findHomes, [[root]])).map(({ id }) => id);
