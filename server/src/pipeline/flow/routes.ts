import { HistoryQuery, PipelineHealth, PipelineHistory } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Clock, notFound } from '#kernel';
import { type ClickHouse, typed } from '#platform';
import { logLimits } from '../retention.ts';
import { readPipelineState, type StateDeps } from '../state.read.ts';
import { readEngineBytes, readLogReach, readTroubles } from './health.read.ts';
import { readHistory } from './history.read.ts';

export interface FlowRoutesDeps extends StateDeps {
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly engines: () => Promise<{ readonly postgres: string; readonly clickhouse: string; readonly migrations: string }>;
  /** Of the data folder; null what cannot be measured here. */
  readonly disk: () => Promise<{ readonly freeBytes: number | null; readonly totalBytes: number | null; readonly logBytes: number | null }>;
}

const isoOrNull = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The pipeline over time, and how the machinery under it stands. */
export function registerFlowRoutes(app: FastifyInstance, { pg, log, sources, clickhouse, clock, engines, disk }: FlowRoutesDeps): void {
  const routes = typed(app);

  const history = { summary: 'How much came and how it ended, over the last hours', querystring: HistoryQuery, response: { 200: PipelineHistory } };
  routes.get('/api/v1/pipeline/history', { schema: history, config: { capability: 'data.read' } }, async ({ caller, query }) => {
    const source = query.source === undefined ? undefined : sources.byName(caller.workspace, query.source);
    if (query.source !== undefined && source === undefined) throw notFound(`the source ${query.source}`);
    return readHistory(pg, caller.workspace, { hours: query.hours ?? 24, sourceId: source?.id, now: clock.now() });
  });

  const health = { summary: 'How far behind the pipeline is, what its engines and its disk say', response: { 200: PipelineHealth } };
  routes.get('/api/v1/pipeline/health', { schema: health, config: { capability: 'data.read' } }, async ({ caller }) => {
    const now = clock.now();
    const [state, reach, ready, space, bytes, troubles] = await Promise.all([
      readPipelineState({ pg, log, sources }),
      readLogReach(pg, log, now),
      engines(),
      disk(),
      readEngineBytes(pg, clickhouse),
      readTroubles(pg),
    ]);
    // Words of the engines may quote what was sent, by anybody.
    const seesTroubles =
      caller.operator === null ? caller.scopes.includes('admin') : caller.operator.role === 'admin' || caller.operator.role === 'data_operator';
    return {
      lag: { events: state.lag, seconds: reach.lagMs / 1000 },
      lastArrivedAt: isoOrNull(reach.lastArrivedAt),
      engines: { ...ready },
      log: {
        oldestAt: isoOrNull(reach.oldestAt),
        requests: reach.requests,
        bytes: space.logBytes,
        keptDays: logLimits.maxAgeDays,
        keptBytes: logLimits.maxBytes,
      },
      disk: { freeBytes: space.freeBytes, totalBytes: space.totalBytes, postgresBytes: bytes.postgres, clickhouseBytes: bytes.clickhouse },
      troubles: seesTroubles ? troubles.map(({ at, what, message }) => ({ at: at.toISOString(), what, message })) : [],
    };
  });
}
