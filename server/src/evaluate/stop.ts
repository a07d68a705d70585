import type { Clock } from '#kernel';
import type { ClickHouse, Postgres, PostgresSession } from '#platform';
import { resumesAt } from './due.ts';
import { markOf } from './run-queries.ts';
import { endStoppedRuns, lockRunsOf, noteStopped, type OpenRun, type StopTarget } from './stop.store.ts';
import { hasOpenRun, lockIdle, markStopped, markStoppedReconciling } from './stop-node.store.ts';

export interface StopDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  timezoneOf(workspace: number): Promise<string>;
}

export type { StopTarget } from './stop.store.ts';

interface Asked {
  readonly by: string;
  readonly at: Date;
  readonly timezone: string;
}

/**
 * Ends runs that have not fixed their changes yet, or a definition's waiting for one; false when there is nothing of the kind: it has ended, or
 * its changes are on their way and can no longer be taken back. Decided by one transaction over the runs' rows, so that either the run or the stop
 * comes to its end, never both, and so that it needs no worker. The worker that computes sees its run ended and gives up; its queries are killed
 * from here too, because it may have died.
 */
export async function stopRuns(deps: StopDeps, workspace: number, target: StopTarget, by: string): Promise<boolean> {
  const asked = { by, at: new Date(deps.clock.now()), timezone: await deps.timezoneOf(workspace) };
  for (;;) {
    const stopped = await deps.pg.transaction(async (tx): Promise<readonly OpenRun[] | 'nothing' | 'again'> => {
      const open = await lockRunsOf(tx, workspace, target);
      if (open.length > 0) return endAll(tx, open, asked);
      return 'group' in target ? 'nothing' : stopIdle(tx, workspace, target, asked);
    });
    if (stopped === 'again') continue; // its run has begun between the two looks
    if (stopped === 'nothing') return false;
    for (const group of new Set(stopped.map((run) => run.group))) await deps.clickhouse.killMarked(markOf(group));
    return true;
  }
}

async function endAll(tx: PostgresSession, open: readonly OpenRun[], { by, at, timezone }: Asked): Promise<readonly OpenRun[] | 'nothing'> {
  const runs = open.filter(({ canStop }) => canStop);
  if (runs.length === 0) return 'nothing';
  await endStoppedRuns(tx, runs, by);
  for (const run of runs) {
    if (run.cause === 'reconciled') await markStoppedReconciling(tx, run, at);
    else await markStopped(tx, run, { by, at, resumesAt: resumesAt(run.refresh, at.getTime(), timezone), run });
  }
  return runs;
}

/** Of a definition that waits for its turn; its run is written down as if it had begun and ended now, so that people find what became of it. */
async function stopIdle(
  tx: PostgresSession,
  workspace: number,
  target: Exclude<StopTarget, { group: number }>,
  { by, at, timezone }: Asked,
): Promise<readonly [] | 'nothing' | 'again'> {
  const node = await lockIdle(tx, workspace, target);
  if (node === undefined) return 'nothing';
  if (await hasOpenRun(tx, node)) return 'again';
  await noteStopped(tx, node, by, at);
  await markStopped(tx, node, { by, at, resumesAt: resumesAt(node.refresh, at.getTime(), timezone) });
  return [];
}
