import { lockGraph, type MergeObstacle, openMergeCheck, rootsOfProfiles } from '#identify';
import { putMerges } from '#pipeline';
import type { PostgresSession } from '#platform';
import type { LinkDeps } from '../deps.ts';
import { saidDifferent } from './apart.ts';
import { markImplied, markLinked, markRefused, type PendingPair, readPending, removePairs } from './pair.store.ts';
import type { StoredRun } from './run.store.ts';

/** Links of one transaction. It holds the graph, so messages wait for it: some tenths of a second. */
const linksEach = 50;

type ApplyDeps = Pick<LinkDeps, 'pg' | 'kinds' | 'clock'>;

/**
 * Makes merges of the next links of a run, the surest first; false when none is left. A link that limits, an undone merge or a verdict forbid is marked and kept. What was made and what
 * is marked stand or fall together, so a worker that dies here doubles nothing.
 */
export const applySome = ({ pg, kinds, clock }: ApplyDeps, run: Pick<StoredRun, 'id' | 'workspace'>): Promise<boolean> =>
  pg.transaction(async (tx) => {
    const { id, workspace } = run;
    await lockGraph(tx);
    const pairs = await readPending(tx, id, linksEach);
    if (pairs.length === 0) return false;
    const rules = kinds.of(workspace);
    const roots = await rootsOfProfiles(
      tx,
      workspace,
      pairs.flatMap(({ a, b }) => [a, b]),
    );
    const check = await openMergeCheck(tx, { rules, roots: [...new Set(roots.values())], apart: await saidDifferent(tx, workspace) });
    const [linked, implied, gone]: [PendingPair[], number[], number[]] = [[], [], []];
    const refused: { readonly id: number; readonly obstacle: MergeObstacle }[] = [];
    for (const pair of pairs) {
      const [a, b] = [roots.get(pair.a), roots.get(pair.b)];
      if (a === undefined || b === undefined) {
        gone.push(pair.id);
        continue;
      }
      const [x, y] = [check.current(a), check.current(b)];
      const obstacle = x === y ? undefined : check.obstacle(x, y);
      if (x === y) implied.push(pair.id);
      else if (obstacle !== undefined) refused.push({ id: pair.id, obstacle });
      else {
        check.merge(x, y);
        linked.push(pair);
      }
    }
    const by = { workspace, author: `linkage run ${id}`, cause: 'linkage', at: clock.now() } as const;
    const merges = await putMerges(
      tx,
      workspace,
      linked.map(({ a, b, bits }) => ({ ...by, into: a, from: b, reason: reasonOf(bits) })),
    );
    await mark(tx, { linked, merges, implied, refused, gone });
    return true;
  });

interface Ends {
  readonly linked: readonly PendingPair[];
  readonly merges: readonly number[];
  readonly implied: readonly number[];
  readonly refused: readonly { readonly id: number; readonly obstacle: MergeObstacle }[];
  readonly gone: readonly number[];
}

async function mark(tx: PostgresSession, { linked, merges, implied, refused, gone }: Ends): Promise<void> {
  await markLinked(
    tx,
    linked.map(({ id }) => id),
    merges,
  );
  await markImplied(tx, implied);
  for (const { id, obstacle } of refused) await markRefused(tx, id, obstacle);
  await removePairs(tx, gone);
}

/** As it stands with the merge. */
export const reasonOf = (bits: number): string => `the same person with a probability of ${(1 / (1 + 2 ** -bits)).toPrecision(6)} (${bits.toFixed(1)} bits)`;
