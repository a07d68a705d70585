import { type ConnectionRun, type ConnectionView, ImportChoices } from '@danqing/contracts';
import Value from 'typebox/value';
import type { PostgresSession } from '#platform';
import { problemView } from './problem.ts';
import { readLastRuns } from './run.store.ts';
import { countSlices, type RunCounts } from './slice-import.store.ts';
import type { StoredConnection, StoredRun } from './types.ts';

const none: Omit<RunCounts, 'run'> = { imports: 0, open: 0, rows: 0, used: 0, skipped: 0, rejected: 0, events: 0, duplicates: 0, parked: 0, dropped: 0 };

/** Runs with what became of their rows. */
export async function viewRuns(pg: PostgresSession, runs: readonly StoredRun[]): Promise<ConnectionRun[]> {
  const counts = new Map(
    (
      await countSlices(
        pg,
        runs.map(({ id }) => id),
      )
    ).map((one) => [one.run, one]),
  );
  return runs.map((run) => {
    const { rows, used, skipped, rejected, events, duplicates, parked, dropped, imports } = counts.get(run.id) ?? none;
    return {
      id: run.id,
      cause: run.cause,
      by: run.by,
      state: run.state,
      read: Math.max(run.readRows, rows + run.unchanged), // files say their rows when they are read
      unchanged: run.unchanged,
      used,
      skipped,
      rejected,
      events,
      duplicates,
      parked,
      dropped,
      imports,
      error: problemView(run.error),
      createdAt: run.createdAt.toISOString(),
      startedAt: run.startedAt?.toISOString() ?? null,
      finishedAt: run.finishedAt?.toISOString() ?? null,
    };
  });
}

function stateOf({ isPaused, failures }: StoredConnection, last: StoredRun | undefined): ConnectionView['state'] {
  if (last?.state === 'running' || last?.state === 'waiting') return 'running';
  if (isPaused) return 'paused';
  if (failures > 0) return 'failing';
  return last === undefined ? 'new' : 'ok';
}

/** Connections as people see them; their secrets never. */
export async function viewConnections(pg: PostgresSession, connections: readonly StoredConnection[]): Promise<ConnectionView[]> {
  const runs = await readLastRuns(
    pg,
    connections.map(({ id }) => id),
  );
  const views = new Map((await viewRuns(pg, runs)).map((view, index) => [runs[index]?.connection, view]));
  const last = new Map(runs.map((run) => [run.connection, run]));
  return connections.map((connection) => {
    const { id, name, place, secret, pull, mapping, choices, source, schedule, isPaused, failures, position, newest, newestAt, waitingFiles } = connection;
    return {
      id,
      name,
      place,
      hasSecret: secret !== null,
      pull,
      mapping,
      choices: Value.Check(ImportChoices, choices) ? choices : null,
      source,
      schedule,
      isPaused,
      state: stateOf(connection, last.get(id)),
      failures,
      lag: { have: position?.value ?? null, newest, newestAt: newestAt?.toISOString() ?? null, waitingFiles },
      lastRun: views.get(id) ?? null,
      lastSuccessAt: connection.lastSuccessAt?.toISOString() ?? null,
      nextAt: isPaused ? null : (connection.nextAt?.toISOString() ?? null),
      updatedAt: connection.updatedAt.toISOString(),
      updatedBy: connection.updatedBy,
    };
  });
}
