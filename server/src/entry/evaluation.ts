import type { Logger } from 'pino';
import type { ViewMask } from '#compile';
import { cachedKnownNames, type ChangeLog, type EvaluationDeps, finishTicks, openRegistry, type SchedulerDeps } from '#evaluate';
import { type Access, readOwnHolidays } from '#govern';
import { hasAliases } from '#identify';
import { type Clock, notFound } from '#kernel';
import { forgetChanges, readChangeHeads, readChanges } from '#pipeline';
import type { ClickHouse, Postgres } from '#platform';
import { readListPaths, readyTraitColumns } from '#profile';
import { liveSegments, readListIds, readListNames, readSegmentNames, readSegmentRules, segmentExecutor } from '#segment';
import { liveTags, readTagNames, readTagShapes, tagExecutor } from '#tag';

export interface Definitions extends EvaluationDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly changes: ChangeLog;
  /** What computes definitions, in full and in ticks. */
  readonly runner: SchedulerDeps;
}

interface WiringDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly access: Access;
  readonly logger: Logger;
  /** How statements that people write read personal data. */
  readonly maskOf?: (workspace: number) => ViewMask;
}

/** What tags and segments need to be read, saved and computed; the same in the API and in the worker. */
export function wireDefinitions({ pg, clickhouse, clock, access, logger, maskOf }: WiringDeps): Definitions {
  const evaluation: EvaluationDeps = {
    clock,
    lookup: {
      tags: (workspace) => readTagShapes(pg, workspace),
      segments: (workspace) => readSegmentRules(pg, workspace),
      lists: (workspace) => readListIds(pg, workspace),
      holidays: (workspace) => readOwnHolidays(pg, workspace),
      names: async (workspace) => {
        const [tags, segments, lists] = await Promise.all([readTagNames(pg, workspace), readSegmentNames(pg, workspace), readListNames(pg, workspace)]);
        return { tags, segments, lists };
      },
    },
    timezoneOf: async (workspace) => {
      const found = access.workspaceById(workspace);
      if (found === undefined) throw notFound(`the workspace ${workspace}`);
      return found.timezone;
    },
    hasAliases: () => hasAliases(pg),
    listPaths: () => readListPaths(pg),
    traitColumns: () => readyTraitColumns(pg),
    knownNames: cachedKnownNames(clickhouse, clock),
    ...(maskOf === undefined ? {} : { maskOf }),
  };
  const stores = { pg, clickhouse, ...evaluation };
  const executors = { tag: tagExecutor(stores), segment: segmentExecutor(stores) };
  const kinds = { tag: liveTags(stores), segment: liveSegments(stores) };
  const changes: ChangeLog = {
    heads: () => readChangeHeads(pg),
    read: (workspace, after, upTo) => readChanges(pg, workspace, after, upTo),
    forget: (workspace, upTo) => forgetChanges(pg, workspace, upTo),
  };
  return {
    ...stores,
    changes,
    runner: {
      pg,
      clickhouse,
      clock,
      logger,
      executors,
      kinds,
      evaluation,
      changes,
      registry: openRegistry(evaluation, kinds),
      finishTicks: () => finishTicks({ pg, kinds }),
      timezoneOf: evaluation.timezoneOf,
      zoneOf: (workspace) => access.workspaceById(workspace)?.timezone ?? 'UTC',
    },
  };
}
