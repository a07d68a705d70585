import { conflict, notFound } from '#kernel';
import { type DueNode, mostFailures, retryDelayMs } from './due.ts';
import { finishDeadRuns, finishRuns } from './finish-runs.ts';
import { dropGroups, stagedGroups } from './stage.ts';
import { onceUnlocked, whileLocked } from './lock.ts';
import { readNode } from './node.read.ts';
import { markComputing, markFailed } from './node.store.ts';
import { endedAmong, endRun, markStaged, openRun } from './run.store.ts';
import { killEnded } from './run-queries.ts';
import type { RunEnd, RunnerDeps } from './runner-deps.ts';
import type { Node, NodeId, Run } from './types.ts';
import { whileOpen } from './while-open.ts';

/**
 * Computes one definition in full. The order makes a crash at any point harmless: the run's changes are computed into a stage, fixed there
 * by one row in PostgreSQL, and only then sent on under the run's token. A run that died before it was fixed is thrown away; one that died
 * after is sent again, the same rows under the same token, and never computed again.
 */
export async function runDefinition(deps: RunnerDeps, due: DueNode, signal: AbortSignal): Promise<RunEnd> {
  return whileLocked(deps.pg, due.node, async () => {
    const node = await readNode(deps.pg, due.node);
    if (node === undefined) return 'gone';
    try {
      await finishDeadRuns(deps, node);
      await deps.finishTicks();
      return await compute(deps, node, due, signal);
    } catch (error) {
      await recordFailure(deps, node, due, error, signal);
      return 'failed';
    }
  });
}

/** Clears up after a worker that died while it computed this definition. */
export async function resumeDefinition(deps: RunnerDeps, node: Node): Promise<RunEnd> {
  return whileLocked(deps.pg, node, async () => {
    const fresh = await readNode(deps.pg, node);
    if (fresh?.state !== 'computing') return 'gone';
    await finishDeadRuns(deps, fresh);
    const after = await readNode(deps.pg, node);
    // Nothing of it was fixed: it was asked for and still is, or its schedule or the data will ask again.
    if (after?.state === 'computing') await computeAgain(deps, node);
    return 'done';
  });
}

const backToPending = `
  UPDATE evaluate.node SET state = 'pending', requests = CASE WHEN requests > served THEN requests ELSE requests + 1 END
  WHERE kind = $1 AND definition_id = $2 AND state = 'computing'`;

/** As if its run had not begun; not what somebody has stopped meanwhile. */
export async function computeAgain(deps: RunnerDeps, { kind, definitionId }: NodeId): Promise<void> {
  await deps.pg.query(backToPending, [kind, definitionId]);
}

/** Ends and removes what runs left in the engine that ended, or died, before they could clear up. */
export async function sweepStages(deps: RunnerDeps): Promise<void> {
  await killEnded(deps);
  for (const executor of Object.values(deps.executors)) {
    await executor.discard(await endedAmong(deps.pg, await executor.staged()));
  }
  await dropGroups(deps.clickhouse, 'run_result', await endedAmong(deps.pg, await stagedGroups(deps.clickhouse, 'run_result')));
}

/** One run of a definition whose lock is held. */
export async function compute(deps: RunnerDeps, node: Node, due: DueNode, signal: AbortSignal): Promise<RunEnd> {
  const startedMs = performance.now();
  const executor = deps.executors[node.kind];
  const run = await begin(deps, node, due);
  if (run === undefined) return 'stopped';
  try {
    const staged = await whileOpen(deps.pg, [run], signal, (stoppable) => executor.stage(run, stoppable));
    if (staged === 'gone') {
      await endRun(deps.pg, run.id, { error: 'the definition was deleted' });
      await executor.discard([run.group]);
      return 'gone';
    }
    if (!(await markStaged(deps.pg, run.id, staged.cutPoints))) {
      await executor.discard([run.group]);
      return 'stopped';
    }
  } catch (error) {
    const isOwn = await endRun(deps.pg, run.id, { error: messageOf(error) });
    await executor.discard([run.group]);
    if (!isOwn) return 'stopped';
    throw error;
  }
  await finishRuns(deps, [run], { servedOf: () => node.requests, elapsedMs: performance.now() - startedMs });
  return 'done';
}

/** Both or neither, so that whoever stops a definition that is computing finds its run. undefined: it was stopped since it was found due. */
function begin(deps: RunnerDeps, node: Node, due: DueNode): Promise<Run | undefined> {
  const { kind, definitionId, workspace, version } = node;
  const { cause, position, tagsSeen } = due;
  return deps.pg.transaction(async (tx) => {
    const marked = await markComputing(tx, [due.node]);
    if (marked.length === 0) return undefined;
    return openRun(tx, { kind, definitionId, workspace, version, cause, at: deps.clock.now(), position, tagsSeen });
  });
}

/**
 * A run whose changes somebody brings instead of an evaluation: `stage` writes them, and they take the way of every run. Waits for a run
 * that is under way. Gives the number of changes.
 */
export async function runByHand(deps: RunnerDeps, id: NodeId, stage: (run: Run) => Promise<void>): Promise<number> {
  return onceUnlocked(deps.pg, id, async () => {
    const startedMs = performance.now();
    const node = await readNode(deps.pg, id);
    if (node === undefined) throw notFound(`the ${id.kind}`);
    await finishDeadRuns(deps, node);
    const { kind, definitionId, workspace, version, position, tagsSeen } = node;
    const run = await openRun(deps.pg, { kind, definitionId, workspace, version, cause: 'manual', at: deps.clock.now(), position, tagsSeen });
    try {
      await stage(run);
    } catch (error) {
      await endRun(deps.pg, run.id, { error: messageOf(error) });
      await deps.executors[kind].discard([run.group]);
      throw error;
    }
    if (!(await markStaged(deps.pg, run.id, null))) throw conflict('the values could not be kept, because the engine was restarted meanwhile; send them again');
    return finishRuns(deps, [run], { servedOf: () => node.requests, elapsedMs: performance.now() - startedMs });
  });
}

/** What a run ends with that threw: tried again later, or, when it was stopped, as if it had not begun. */
export async function recordFailure(deps: RunnerDeps, node: Node, due: DueNode, error: unknown, signal: AbortSignal): Promise<void> {
  if (signal.aborted) {
    await computeAgain(deps, node);
    return;
  }
  deps.logger.error({ err: error, kind: node.kind, definition: node.definitionId, key: node.key }, 'a definition could not be computed');
  const nowMs = deps.clock.now();
  const failures = node.failures + 1;
  await markFailed(deps.pg, node, {
    error: messageOf(error),
    retryAt: new Date(nowMs + retryDelayMs(failures)),
    givesUp: failures >= mostFailures,
    passed: due.position,
    nowMs,
    timezone: await deps.timezoneOf(node.workspace),
    stoppedAt: due.node.stoppedAt,
  });
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 1000);
