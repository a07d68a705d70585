import { chooseDue } from './due.ts';
import { readNodes } from './node.read.ts';
import { resumeDefinition, type RunEnd, type RunnerDeps, runDefinition, sweepStages } from './run-definition.ts';
import type { NodeId } from './types.ts';

export interface SchedulerDeps extends RunnerDeps {
  /** Every log record before this position can be queried. */
  passedPosition(): Promise<number>;
}

export interface SchedulerOptions {
  readonly tickMs?: number;
  /** Definitions computed at once by this process. */
  readonly concurrency?: number;
}

export interface Scheduler {
  /** Ends what runs now (it is computed again at the next start) and resolves when nothing is left running. */
  stop(): Promise<void>;
}

const nameOf = ({ kind, definitionId }: NodeId): string => `${kind}:${definitionId}`;

/** Computes, one after the other, what is due now and what becomes due by that. For tests and tools; a worker uses `startScheduler`. */
export async function runDue(deps: SchedulerDeps, signal: AbortSignal): Promise<readonly RunEnd[]> {
  const ends: RunEnd[] = [];
  for (;;) {
    const [due] = chooseDue(await readNodes(deps.pg), await deps.passedPosition(), deps.clock.now());
    if (due === undefined || signal.aborted) return ends;
    ends.push(await runDefinition(deps, due, signal));
  }
}

/**
 * Computes what is due, tick by tick. A loop over the definitions' own rows rather than a job queue (pg-boss): what is due follows from a
 * definition's state, the clock and the passed position, so a queue would be a second truth to keep in step, with jobs to remove when a
 * definition is edited, paused or deleted and to find again after a crash. A tick costs one narrow read.
 */
export function startScheduler(deps: SchedulerDeps, { tickMs = 500, concurrency = 2 }: SchedulerOptions = {}): Scheduler {
  const running = new Map<string, Promise<unknown>>();
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const logFailure = (error: unknown): void => deps.logger.error({ err: error }, 'a tick of the definitions failed');
  let ticking: Promise<void> = sweepStages(deps).catch(logFailure);

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
    const [nodes, passed] = await Promise.all([readNodes(deps.pg), deps.passedPosition()]);
    const idle = nodes.filter((node) => !running.has(nameOf(node)));
    for (const dead of idle.filter((node) => node.state === 'computing')) start(dead, () => resumeDefinition(deps, dead));
    for (const due of chooseDue(nodes, passed, deps.clock.now())) {
      if (running.size >= concurrency || abort.signal.aborted) return;
      if (!running.has(nameOf(due.node)) && due.node.state !== 'computing') start(due.node, () => runDefinition(deps, due, abort.signal));
    }
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
      await ticking;
      await Promise.all(running.values());
    },
  };
}
