import { Fault, notFound } from '#kernel';
import type { PostgresSession } from '#platform';
import { lockGraph } from '../identify.ts';
import { type ByHand, type GraphChange, homesOf, moveHomes, type Subject } from './change.ts';
import * as sql from './merge.sql.ts';
import { sidesOf, type TreeEdge } from './tree.ts';

interface MergeRow extends TreeEdge {
  readonly isExact: boolean;
  readonly isUndone: boolean;
  readonly rootId: number;
}

export interface UnmergeRequest extends ByHand {
  readonly mergeId: number;
  /** What was merged; people unless it is said. */
  readonly subject?: Subject;
}

/**
 * Undoes one merge, wherever it stands in history: its homes become two roots again, each the lowest id of its side; later merges stay with the side that their link hangs on.
 * Messages do not join the two again. Throws DQ_NOT_FOUND, DQ_ALREADY_UNDONE.
 */
export async function unmergeProfiles(tx: PostgresSession, request: UnmergeRequest): Promise<GraphChange> {
  const { workspace, mergeId, author, reason, at, subject = 'person' } = request;
  await lockGraph(tx);
  const [merge] = await tx.query<MergeRow>(sql.findMerge, [workspace, mergeId, subject === 'account']);
  if (merge === undefined) throw notFound(`the merge ${mergeId}`);
  if (merge.isUndone) throw new Fault('DQ_ALREADY_UNDONE', 409, `the merge ${mergeId} was undone already`);
  const { rootId, aHome, bHome } = merge;
  const sides = sidesOf(await tx.query<TreeEdge>(sql.findStanding, [await homesOf(tx, rootId)]), merge);
  const [staying, leaving] = sides.a[0] === rootId ? [sides.a, sides.b] : [sides.b, sides.a];
  const newRoot = leaving[0] ?? 0;
  await moveHomes(tx, leaving, rootId, newRoot);
  await tx.query(sql.ageByIdentifiers, [[rootId, newRoot]]);
  await tx.query(sql.markUndone, [mergeId, at, author, reason]);
  const rootOf = (home: number): number => (leaving.includes(home) ? newRoot : rootId);
  await tx.query(sql.insertSeparation, [workspace, aHome, bHome, rootOf(aHome), rootOf(bHome), mergeId, at]);
  return {
    mergeId,
    workspace,
    groups: [
      { workspace, rootId, homes: staying },
      { workspace, rootId: newRoot, homes: leaving },
    ],
    moves: leaving.map((fromId) => ({ fromId, rootId: newRoot, workspace })),
    isExact: merge.isExact,
  };
}
