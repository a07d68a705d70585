import type { Logger } from 'pino';
import { cachedListPaths, type EvaluationDeps, type SchedulerDeps } from '#evaluate';
import type { Access } from '#govern';
import { hasAliases } from '#identify';
import { type Clock, notFound } from '#kernel';
import { readDelivered } from '#pipeline';
import type { ClickHouse, Postgres } from '#platform';
import { readSegmentRules, segmentExecutor } from '#segment';
import { readTagShapes, tagExecutor } from '#tag';

export interface Definitions extends EvaluationDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  /** Every log record before this position can be queried. */
  passedPosition(): Promise<number>;
  /** What computes a definition in full. */
  readonly runner: Omit<SchedulerDeps, 'passedPosition'>;
}

interface WiringDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly access: Access;
  readonly logger: Logger;
}

/** What tags and segments need to be read, saved and computed; the same in the API and in the worker. */
export function wireDefinitions({ pg, clickhouse, clock, access, logger }: WiringDeps): Definitions {
  const passedPosition = async (): Promise<number> => (await readDelivered(pg)) + 1;
  const evaluation: EvaluationDeps = {
    clock,
    lookup: { tags: (workspace) => readTagShapes(pg, workspace), segments: (workspace) => readSegmentRules(pg, workspace) },
    timezoneOf: async (workspace) => {
      const found = access.workspaceById(workspace);
      if (found === undefined) throw notFound(`the workspace ${workspace}`);
      return found.timezone;
    },
    hasAliases: () => hasAliases(pg),
    listPaths: cachedListPaths({ clickhouse, clock, passedPosition }),
  };
  const stores = { pg, clickhouse, ...evaluation };
  const executors = { tag: tagExecutor(stores), segment: segmentExecutor(stores) };
  return {
    ...stores,
    passedPosition,
    runner: { pg, clock, logger, executors, timezoneOf: evaluation.timezoneOf },
  };
}
