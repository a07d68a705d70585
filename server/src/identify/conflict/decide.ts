import { invalid, notFound } from '#kernel';
import type { Postgres, PostgresSession } from '#platform';
import { lockGraph } from '../identify.ts';
import type { ByHand } from '../merge/change.ts';
import { decideShared } from '../shared/shared.store.ts';
import { decideConflicts, keepApart, readConflicts, type ReviewedConflict, type Verdict } from './conflict.store.ts';

/** Makes two profiles one everywhere, in the caller's transaction. Later stages hang on that, so entry hands it in. */
export type Join = (
  tx: PostgresSession,
  request: ByHand & { readonly into: number; readonly from: number; readonly cause: 'conflict' },
) => Promise<{ readonly mergeId: number }>;

/**
 * What somebody says of conflicts, carried out and remembered: all or none. Throws DQ_NOT_FOUND for ids that are not there, DQ_INVALID where there is nobody to join. Returns
 * the conflicts as they are then, and the merges that were made.
 */
export async function decide(
  pg: Postgres,
  verdict: Verdict,
  join: Join,
): Promise<{ readonly items: readonly ReviewedConflict[]; readonly merges: readonly number[] }> {
  const { workspace, ids, decision } = verdict;
  return pg.transaction(async (tx) => {
    await lockGraph(tx);
    const conflicts = await readConflicts(tx, workspace, ids);
    const missing = ids.filter((id) => !conflicts.some((conflict) => conflict.id === id));
    if (missing.length > 0) throw notFound(`the conflict ${missing.join(', ')}`);
    await decideConflicts(tx, verdict);
    const merges = decision === 'join' ? await joinAll(tx, conflicts, verdict, join) : [];
    if (decision === 'apart') await keepApart(tx, verdict);
    if (decision === 'shared') for (const { b } of conflicts) await decideShared(tx, { ...verdict, ...b, state: 'shared' });
    return { items: await readConflicts(tx, workspace, ids), merges };
  });
}

async function joinAll(tx: PostgresSession, conflicts: readonly ReviewedConflict[], verdict: Verdict, join: Join): Promise<readonly number[]> {
  const { workspace, author, reason, at, ids } = verdict;
  const nobodys = conflicts.filter(({ other }) => other === null);
  if (nobodys.length > 0) {
    const message = 'the demoted identifier is nobody’s, so there are no two to join; raise the limit of its kind';
    throw invalid(
      'not every conflict is between two profiles',
      nobodys.map(({ id }) => ({ path: `/ids/${ids.indexOf(id)}`, code: 'DQ_NOBODY', message })),
    );
  }
  const merges: number[] = [];
  for (const { id } of conflicts) {
    // Read again: a join before may have made these two one.
    const [now] = await readConflicts(tx, workspace, [id]);
    if (now === undefined) continue;
    const { kept, other, keptHome, otherHome } = now;
    if (otherHome === null || kept === other) continue;
    const { mergeId } = await join(tx, { workspace, into: keptHome, from: otherHome, cause: 'conflict', author, reason, at: at.getTime() });
    merges.push(mergeId);
  }
  return merges;
}
