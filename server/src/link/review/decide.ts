import { isMergeStanding, lockGraph, rootsOfProfiles } from '#identify';
import { notFound } from '#kernel';
import { putMerge, putUnmerge } from '#pipeline';
import type { Postgres, PostgresSession } from '#platform';
import { reasonOf } from '../run/apply.ts';
import { keepDecision, lockPair, type StoredPair, type Verdict } from './review.store.ts';

export interface ReviewRequest {
  readonly workspace: number;
  readonly id: number;
  readonly verdict: Verdict;
  readonly author: string;
  readonly reason: string | null;
  /** ms */
  readonly at: number;
}

export interface Reviewed {
  readonly verdict: Verdict;
  /** The merge that was made, or undone. */
  readonly mergeId: number | null;
  readonly undone: number | null;
}

/**
 * What somebody says of a pair, carried out and remembered. "same" merges, whatever limits say, as every merge by hand; "different" undoes the merge that a run or an earlier verdict
 * made of this pair, and no run links the two again; "unsure" takes it out of the queue. A later verdict replaces an earlier one. Throws DQ_NOT_FOUND.
 */
export const decidePair = (pg: Postgres, request: ReviewRequest): Promise<Reviewed> =>
  pg.transaction(async (tx) => {
    const { workspace, id, verdict, author, reason, at } = request;
    await lockGraph(tx);
    const pair = await lockPair(tx, workspace, id);
    if (pair === undefined) throw notFound(`the pair ${id}`);
    const roots = await rootsOfProfiles(tx, workspace, [pair.a, pair.b]);
    if (roots.size < 2) throw notFound(`one of the profiles of the pair ${id}`);
    const isOne = roots.get(pair.a) === roots.get(pair.b);
    const made = verdict === 'same' && !isOne ? await merge(tx, pair, request) : null;
    const undone = verdict === 'different' && isOne ? await unmerge(tx, pair, request) : null;
    const state = made === null ? pair.state : 'linked';
    await keepDecision(tx, { id, verdict, author, at, reason, mergeId: made ?? pair.mergeId, state });
    return { verdict, mergeId: made, undone };
  });

async function merge(tx: PostgresSession, { a, b, bits }: StoredPair, { workspace, author, reason, at }: ReviewRequest): Promise<number> {
  const why = `said in review; ${reasonOf(bits)}${reason === null ? '' : `: ${reason}`}`;
  const { mergeId } = await putMerge(tx, { workspace, into: a, from: b, cause: 'linkage', author, reason: why, at });
  return mergeId;
}

/** Only what this pair itself was merged by: others that hold the two together have reasons of their own. */
async function unmerge(tx: PostgresSession, { mergeId }: StoredPair, { workspace, author, reason, at }: ReviewRequest): Promise<number | null> {
  if (mergeId === null || !(await isMergeStanding(tx, workspace, mergeId))) return null;
  await putUnmerge(tx, { workspace, mergeId, author, reason: reason ?? 'said in review: two people', at });
  return mergeId;
}
