import { countProfiles } from '#profile';
import { chooseTogether, mostTogether } from './choose-together.ts';
import { chooseDue, type DueNode } from './due.ts';
import { nameOf } from './graph.ts';
import type { TickDeps } from './live/followed.ts';
import { startTicker, tickAll } from './live/ticker.ts';
import { readNodes } from './node.read.ts';
import { nextToReconcile, reconcile, type ReconcileDeps } from './reconcile.ts';
import { resumeDefinition, runDefinition, sweepStages } from './run-definition.ts';
import { runTogether } from './run-together.ts';
import type { RunEnd, RunnerDeps } from './runner-deps.ts';
import type { Node, NodeId } from './types.ts';

export interface SchedulerDeps extends RunnerDeps, TickDeps, ReconcileDeps {}

export interface SchedulerOptions {
  readonly tickMs?: number;
  /** Definitions, or groups of them, computed at once by this process. */
  readonly concurrency?: number;
}

export interface Scheduler {
  /** Ends what runs now (it is computed again at the next start) and resolves when nothing is left running. */
  stop(): Promise<void>;
}

interface Due {
  readonly due: readonly DueNode[];
  /** Of a definition's name: whether it can share a statement with others. */
  isShareable(name: string): boolean;
}

/** What is due in full, as things stand. */
async function dueNow(deps: SchedulerDeps, nodes: readonly Node[]): Promise<Due> {
  const heads = await deps.changes.heads();
  const [followed, drifting] = [new Set<string>(), new Set<string>()];
  for (const workspace of new Set(nodes.map((node) => node.workspace))) {
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
  return { due: chooseDue(nodes, world, deps.clock.now()), isShareable: (name) => followed.has(name) };
}

/** The first of what is due, with all that one statement computes along. */
async function nextOf(deps: SchedulerDeps, { due, isShareable }: Due): Promise<readonly DueNode[]> {
  const all = chooseTogether(due, isShareable, due.length);
  const [first] = all;
  if (first === undefined || all.length === 1) return all;
  return all.slice(0, mostTogether(await countProfiles(deps.clickhouse, first.node.workspace)));
}

/** Computes what `nextOf` gave. */
async function runNext(deps: SchedulerDeps, next: readonly DueNode[], signal: AbortSignal): Promise<readonly RunEnd[]> {
  const [only] = next;
  return next.length === 1 && only !== undefined ? [await runDefinition(deps, only, signal)] : runTogether(deps, next, signal);
}

/** One after the other: each holds connections, and the first of a group ends all of it. */
async function resumeAll(deps: SchedulerDeps, dead: readonly Node[]): Promise<readonly RunEnd[]> {
  const ends: RunEnd[] = [];
  for (const node of dead) ends.push(await resumeDefinition(deps, node));
  return ends;
}

/**
 * Ticks, and computes, together or one after the other, what is due now and what becomes due by that. For tests and tools; a worker uses `startScheduler`.
 */
export async function runDue(deps: SchedulerDeps, signal: AbortSignal): Promise<readonly RunEnd[]> {
  const ends: RunEnd[] = [];
  for (;;) {
    await tickAll(deps, true);
    const next = await nextOf(deps, await dueNow(deps, await readNodes(deps.pg)));
    if (next.length === 0 || signal.aborted) return ends;
    ends.push(...(await runNext(deps, next, signal)));
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

  let jobs = 0;
  const start = (nodes: readonly NodeId[], work: () => Promise<readonly RunEnd[]>): void => {
    const names = nodes.map(nameOf);
    jobs++;
    const done = work()
      .catch((error: unknown): readonly RunEnd[] => {
        deps.logger.error({ err: error, definitions: names }, 'the run of definitions ended without being recorded');
        return [];
      })
      .then((ends) => {
        jobs--;
        for (const name of names) running.delete(name);
        if (ends.includes('done')) wake(0);
      });
    for (const name of names) running.set(name, done);
  };

  const tick = async (): Promise<void> => {
    const nodes = await readNodes(deps.pg);
    const idle = nodes.filter((node) => !running.has(nameOf(node)));
    const dead = idle.filter((node) => node.state === 'computing');
    if (dead.length > 0) start(dead, () => resumeAll(deps, dead));
    const { due, isShareable } = await dueNow(deps, nodes);
    while (jobs < concurrency && !abort.signal.aborted) {
      const waiting = due.filter(({ node }) => !running.has(nameOf(node)) && node.state !== 'computing');
      const next = await nextOf(deps, { due: waiting, isShareable });
      if (next.length === 0) break;
      start(
        next.map(({ node }) => node),
        () => runNext(deps, next, abort.signal),
      );
    }
    if (jobs >= concurrency || abort.signal.aborted) return;
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
