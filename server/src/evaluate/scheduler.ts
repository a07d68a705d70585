import { chooseDue, type DueNode } from './due.ts';
import { nameOf } from './graph.ts';
import type { TickDeps } from './live/followed.ts';
import { startTicker, tickAll } from './live/ticker.ts';
import { readNodes } from './node.read.ts';
import { nextToReconcile, reconcile, type ReconcileDeps } from './reconcile.ts';
import { resumeDefinition, type RunEnd, type RunnerDeps, runDefinition, sweepStages } from './run-definition.ts';
import type { Node, NodeId } from './types.ts';

export interface SchedulerDeps extends RunnerDeps, TickDeps, ReconcileDeps {}

export interface SchedulerOptions {
  readonly tickMs?: number;
  /** Definitions computed at once by this process. */
  readonly concurrency?: number;
}

export interface Scheduler {
  /** Ends what runs now (it is computed again at the next start) and resolves when nothing is left running. */
  stop(): Promise<void>;
}

/** What is due in full, as things stand. */
async function dueNow(deps: SchedulerDeps, nodes: readonly Node[]): Promise<readonly DueNode[]> {
  const heads = await deps.changes.heads();
  const [followed, drifting] = [new Set<string>(), new Set<string>()];
  for (const workspace of new Set(nodes.filter(({ refresh }) => refresh === 'live').map((node) => node.workspace))) {
    const { forms } = await deps.registry.formsOf(workspace, nodes);
    for (const [name, { edges }] of forms) {
      followed.add(name);
      if (edges.isDrifting) drifting.add(name);
    }
  }
  const world = {
    headOf: (workspace: number) => heads.get(workspace) ?? 0,
    isFollowed: (node: Node) => node.state !== 'failed' && followed.has(nameOf(node)),
    isDrifting: (node: Node) => drifting.has(nameOf(node)),
  };
  return chooseDue(nodes, world, deps.clock.now());
}

/**
 * Ticks, and computes, one after the other, what is due now and what becomes due by that. For tests and tools; a worker uses `startScheduler`.
 */
export async function runDue(deps: SchedulerDeps, signal: AbortSignal): Promise<readonly RunEnd[]> {
  const ends: RunEnd[] = [];
  for (;;) {
    await tickAll(deps, true);
    const [due] = await dueNow(deps, await readNodes(deps.pg));
    if (due === undefined || signal.aborted) return ends;
    ends.push(await runDefinition(deps, due, signal));
  }
}

/**
 * Computes what is due in full, look by look, beside the ticks that follow changes. A loop over the definitions' own rows rather than a job queue (pg-boss): what is due follows from a
 * definition's state, the clock and the passed position, so a queue would be a second truth to keep in step, with jobs to remove when a
 * definition is edited, paused or deleted and to find again after a crash. A tick costs one narrow read.
 */
export function startScheduler(deps: SchedulerDeps, { tickMs = 500, concurrency = 2 }: SchedulerOptions = {}): Scheduler {
  const running = new Map<string, Promise<unknown>>();
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const logFailure = (error: unknown): void => deps.logger.error({ err: error }, 'a tick of the definitions failed');
  let ticking: Promise<void> = sweepStages(deps).catch(logFailure);
  const ticker = startTicker(deps);

  const start = (node: NodeId, work: () => Promise<RunEnd>): void => {
    const name = nameOf(node);
    const done = work()
      .catch((error: unknown) => {
        deps.logger.error({ err: error, definition: name }, 'the run of a definition ended without being recorded');
        return 'failed' as const;
      })
      .then((end) => {
        running.delete(name);
        if (end === 'done') wake(0);
      });
    running.set(name, done);
  };

  const tick = async (): Promise<void> => {
    const nodes = await readNodes(deps.pg);
    const idle = nodes.filter((node) => !running.has(nameOf(node)));
    for (const dead of idle.filter((node) => node.state === 'computing')) start(dead, () => resumeDefinition(deps, dead));
    for (const due of await dueNow(deps, nodes)) {
      if (running.size >= concurrency || abort.signal.aborted) return;
      if (!running.has(nameOf(due.node)) && due.node.state !== 'computing') start(due.node, () => runDefinition(deps, due, abort.signal));
    }
    reconcileOne(nodes);
  };

  let reconciling: Promise<unknown> | undefined;
  /** One at a time, behind everything that people wait for. */
  const reconcileOne = (nodes: readonly Node[]): void => {
    if (reconciling !== undefined || running.size > 0 || abort.signal.aborted) return;
    const next = nextToReconcile(nodes, deps.clock.now(), deps.zoneOf);
    if (next === undefined) return;
    reconciling = reconcile(deps, next, abort.signal)
      .catch(logFailure)
      .finally(() => {
        reconciling = undefined;
      });
  };

  const wake = (delayMs: number): void => {
    if (abort.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      ticking = ticking
        .then(tick)
        .catch(logFailure)
        .then(() => wake(tickMs));
    }, delayMs);
  };

  wake(0);
  return {
    stop: async () => {
      abort.abort();
      clearTimeout(timer);
      await ticker.stop();
      await ticking;
      await Promise.all([...running.values(), reconciling]);
    },
  };
}
