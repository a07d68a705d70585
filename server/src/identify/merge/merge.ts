import { Fault, notFound } from '#kernel';
import type { PostgresSession } from '#platform';
import { lockGraph } from '../identify.ts';
import { type ByHand, type GraphChange, homesOf, moveHomes, type Subject } from './change.ts';
import * as sql from './merge.sql.ts';

/** Two profile ids, merged-away ones too: the link joins just these two homes. */
export interface MergeRequest extends ByHand {
  readonly into: number;
  readonly from: number;
  readonly cause?: 'api' | 'linkage' | 'conflict';
  /** What both are; people unless it is said. */
  readonly subject?: Subject;
}

const sameAlready = (subject: Subject, { into, from }: MergeRequest, survivor: number): Fault =>
  subject === 'person'
    ? new Fault('DQ_SAME_PROFILE', 409, `${into} and ${from} are one profile already: ${survivor}`)
    : new Fault('DQ_SAME_ACCOUNT', 409, 'these two are one account already');

/**
 * Makes two profiles one, whatever limits and separations say. The lowest id survives, whichever way round it was asked. Throws DQ_NOT_FOUND where the workspace has no such
 * profile, DQ_SAME_PROFILE where they are one already.
 */
export async function mergeProfiles(tx: PostgresSession, request: MergeRequest): Promise<GraphChange> {
  const { workspace, into, from, author, reason, at, cause = 'api', subject = 'person' } = request;
  await lockGraph(tx);
  const rows = await tx.query<{ id: number; rootId: number }>(sql.findProfiles, [workspace, [into, from], subject === 'account']);
  const rootOf = (id: number): number => {
    const found = rows.find((row) => row.id === id);
    if (found === undefined) throw notFound(`the ${subject === 'person' ? 'profile' : 'account'} ${id}`);
    return found.rootId;
  };
  const roots = [rootOf(into), rootOf(from)];
  const [survivor, loser] = [Math.min(...roots), Math.max(...roots)];
  if (survivor === loser) throw sameAlready(subject, request, survivor);
  const moved = await homesOf(tx, loser);
  await moveHomes(tx, moved, loser, survivor);
  await tx.query(sql.ageByIdentifiers, [[survivor]]);
  const [merge] = await tx.query<{ id: number }>(sql.insertMerge, [workspace, survivor, loser, into, from, cause, author, reason, at]);
  return {
    mergeId: merge?.id ?? 0,
    workspace,
    groups: [{ workspace, rootId: survivor, homes: await homesOf(tx, survivor) }],
    moves: moved.map((fromId) => ({ fromId, rootId: survivor, workspace })),
    isExact: true,
  };
}
