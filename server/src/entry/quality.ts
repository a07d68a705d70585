import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type Access, type Loop, readWorkspaces, type SourceDirectory } from '#govern';
import type { Clock } from '#kernel';
import type { EventLog, Registry } from '#platform';
import { registerQualityRoutes, startQuality } from '#quality';
import { readCatalogueUses } from './data-room/uses.ts';
import type { Stores } from './stores.ts';

interface Parts {
  readonly stores: Stores;
  readonly log: EventLog;
  readonly access: Access;
  readonly sources: SourceDirectory;
  readonly clock: Clock;
}

const zoneOf =
  (access: Access) =>
  (workspace: number): string | undefined =>
    access.workspaceById(workspace)?.timezone;

/** What this process's collector refused, by reason. */
async function refusalsIn(registry: Registry): Promise<readonly { readonly reason: string; readonly requests: number }[]> {
  const found = await registry.getSingleMetric('danqing_collect_refused_requests_total')?.get();
  return (found?.values ?? []).filter(({ value }) => value > 0).map(({ labels, value }) => ({ reason: String(labels['reason'] ?? ''), requests: value }));
}

export function registerQuality(app: FastifyInstance, { stores, log, access, sources, clock, registry }: Parts & { readonly registry: Registry }): void {
  const { pg, clickhouse } = stores;
  registerQualityRoutes(app, {
    pg,
    clickhouse,
    log,
    clock,
    sources,
    zoneOf: zoneOf(access),
    usesOf: (workspace) => readCatalogueUses(pg, workspace),
    refusals: () => refusalsIn(registry),
  });
}

/** Measures in the worker. */
export const startMeasuring = ({ stores, log, access, clock, logger }: Omit<Parts, 'sources'> & { readonly logger: Logger }): Loop =>
  startQuality({
    ...stores,
    log,
    clock,
    logger,
    zoneOf: zoneOf(access),
    workspaces: async () => (await readWorkspaces(stores.pg)).map(({ id }) => id).filter((id) => access.workspaceById(id) !== undefined),
  });
