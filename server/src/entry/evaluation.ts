import type { EvaluationDeps } from '#evaluate';
import type { Access } from '#govern';
import { hasAliases } from '#identify';
import { type Clock, notFound } from '#kernel';
import { readDelivered } from '#pipeline';
import type { ClickHouse, Postgres } from '#platform';
import { readSegmentRules } from '#segment';

export interface Definitions extends EvaluationDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  /** Every log record before this position can be queried. */
  passedPosition(): Promise<number>;
}

/** What tags and segments need to be read, saved and computed; the same in the API and in the worker. */
export function wireDefinitions(deps: { readonly pg: Postgres; readonly clickhouse: ClickHouse; readonly clock: Clock; readonly access: Access }): Definitions {
  const { pg, clickhouse, clock, access } = deps;
  return {
    pg,
    clickhouse,
    clock,
    lookup: { tags: async () => new Map(), segments: (workspace) => readSegmentRules(pg, workspace) },
    timezoneOf: async (workspace) => {
      const found = access.workspaceById(workspace);
      if (found === undefined) throw notFound(`the workspace ${workspace}`);
      return found.timezone;
    },
    hasAliases: () => hasAliases(pg),
    passedPosition: async () => (await readDelivered(pg)) + 1,
  };
}
