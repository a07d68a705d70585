import { nextDueAt } from './due.ts';
import { byName, nameOf } from './graph.ts';
import { whileFinishing } from './lock.ts';
import { readNode, readNodesOf } from './node.read.ts';
import { markReady } from './node.store.ts';
import { endRun, readOpenGroup, readOpenRuns } from './run.store.ts';
import { markOf } from './run-queries.ts';
import type { RunnerDeps } from './runner-deps.ts';
import { dropGroups } from './stage.ts';
import { announceRuns } from './stream/announce.ts';
import { appendStream } from './stream/stream.store.ts';
import type { Node, NodeId, Run } from './types.ts';

interface Finish {
  /** How many requests each run answers: all that had been made when it began. */
  servedOf(run: NodeId): number;
  readonly elapsedMs: number;
}

/**
 * Everything after the changes of runs are fixed; may be repeated at any point. All runs of one kind that were staged together, or one. They
 * end in one transaction, so that either all of a group can be sent again under its token, or none needs to. Gives the number of changes.
 */
export async function finishRuns(deps: RunnerDeps, runs: readonly Run[], { servedOf, elapsedMs }: Finish): Promise<number> {
  const [first] = runs;
  if (first === undefined) return 0;
  const executor = deps.executors[first.kind];
  const counts = await executor.countStaged(first.group);
  const changedOf = ({ id }: Run): number => counts.get(id)?.changed ?? 0;
  if (counts.size > 0) await executor.publish(first.group, runs);
  const nodes = byName(await readNodesOf(deps.pg, first.workspace));
  // Where nothing was before, as many as came; elsewhere they are counted, so that no error of counting stays.
  const isNew = (run: Run): boolean => nodes.get(nameOf(run))?.lastRun === 0;
  const counted = runs.filter((run) => changedOf(run) > 0 && !isNew(run)).map(({ definitionId }) => definitionId);
  const members = counted.length === 0 ? new Map<number, number>() : await executor.countMembers(first.workspace, counted);
  const membersOf = (run: Run): number => (isNew(run) ? (counts.get(run.id)?.present ?? 0) : (members.get(run.definitionId) ?? 0));
  const entries = await announceRuns(deps.kinds[first.kind], runs, changedOf, (run) => nodes.get(nameOf(run))?.key);
  const timezone = await deps.timezoneOf(first.workspace);
  await deps.pg.transaction(async (tx) => {
    for (const run of runs) {
      const changed = changedOf(run);
      const count = changed === 0 ? null : membersOf(run);
      if (!(await endRun(tx, run.id, { members: count, changed }))) return; // a fellow has sent and recorded all of them
      const node = nodes.get(nameOf(run));
      const dueAt = node === undefined ? null : nextDueAt(node.refresh, run.at, timezone);
      await markReady(tx, run, { members: count, changed, elapsedMs: elapsedMs / runs.length, served: servedOf(run), dueAt });
    }
    await appendStream(tx, first.workspace, entries);
  });
  if (counts.size > 0) await executor.discard([first.group]);
  const changed = runs.reduce((sum, run) => sum + changedOf(run), 0);
  deps.logger.debug({ runs: runs.length, run: first.id, kind: first.kind, definition: first.definitionId, cause: first.cause, changed }, 'computed');
  return changed;
}

/** Ends what a worker left that died: what it had fixed is sent, with all that was fixed together; the rest is thrown away. */
export async function finishDeadRuns(deps: RunnerDeps, node: Node): Promise<void> {
  for (const run of await readOpenRuns(deps.pg, node)) {
    if (!run.isStaged) {
      await endRun(deps.pg, run.id, { error: 'interrupted' });
      // The engine goes on with what a dead worker asked of it, and would fill the stage after it is emptied.
      await deps.clickhouse.killMarked(markOf(run.group));
      await deps.executors[run.kind].discard([run.group]);
      await dropGroups(deps.clickhouse, 'run_result', [run.group]);
    } else await whileFinishing(deps.pg, run.group, () => finishAgain(deps, run));
  }
}

/** Fellows of a group may be found dead by several workers at once: they take turns, and who comes later finds nothing to do. */
async function finishAgain(deps: RunnerDeps, run: Run): Promise<void> {
  const runs = await readOpenGroup(deps.pg, run.group);
  const served = new Map<string, number>();
  for (const each of runs) served.set(nameOf(each), (await readNode(deps.pg, each))?.served ?? 0);
  await finishRuns(deps, runs, { servedOf: (each) => served.get(nameOf(each)) ?? 0, elapsedMs: 0 });
}
