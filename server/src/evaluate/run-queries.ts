import type { ClickHouse, QueryOptions } from '#platform';
import { endedAmong } from './run.store.ts';
import type { RunnerDeps } from './runner-deps.ts';

/** What the ids of all queries of a group of runs contain, so that whoever stops it finds them in the engine, even when its worker has died. */
export const markOf = (group: number): string => `run.${group}.`;

/** How the statements that compute runs of these groups are sent. */
export const runQueries = (groups: readonly number[], signal: AbortSignal): QueryOptions => ({
  lane: 'batch',
  signal,
  queryMark: [...new Set(groups)].map(markOf).join(''),
});

const running = `SELECT query_id AS id FROM system.processes WHERE current_database = currentDatabase() AND startsWith(query_id, 'run.')`;

const groupsIn = (queryId: string): readonly number[] => [...queryId.matchAll(/run\.(\d+)\./g)].map(([, group]) => Number(group));

/** Kills what the engine still computes for runs that have ended: closing a connection, or the death of a worker, does not stop it. */
export async function killEnded({ pg, clickhouse }: Pick<RunnerDeps, 'pg'> & { readonly clickhouse: ClickHouse }): Promise<void> {
  const queries = await clickhouse.query<{ id: string }>(running);
  for (const group of await endedAmong(
    pg,
    queries.flatMap(({ id }) => groupsIn(id)),
  )) {
    await clickhouse.killMarked(markOf(group));
  }
}
