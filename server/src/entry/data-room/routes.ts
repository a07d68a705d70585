import type { FastifyInstance } from 'fastify';
import { type PrivacyDirectory, registerInstructionRoutes, registerSourceRoutes, type SourceDirectory } from '#govern';
import type { KindDirectory } from '#identify';
import type { Clock } from '#kernel';
import {
  type CleaningDirectory,
  type PlanDirectory,
  readActivities,
  registerCatalogueNoteRoutes,
  registerCatalogueRoutes,
  registerDebugRoutes,
  registerFlowRoutes,
  registerCleaningRoutes,
  registerDuplicateRoutes,
  registerMendRoutes,
  registerPastRoutes,
  registerPlanRoutes,
} from '#pipeline';
import type { EventLog } from '#platform';
import { readReadiness } from '../health.ts';
import type { Stores } from '../stores.ts';
import { readStorage } from './storage.ts';
import { readCatalogueUses } from './uses.ts';

export interface DataRoomDeps {
  readonly stores: Stores;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
  readonly kinds: KindDirectory;
  readonly plans: PlanDirectory;
  readonly cleaning: CleaningDirectory;
  readonly privacy: Pick<PrivacyDirectory, 'maskerFor'>;
  readonly clock: Clock;
  /** The data folder. */
  readonly data: string;
  readonly refreshKeys: () => Promise<void>;
}

/** Sources, live debugger, catalogue, quarantine and the pipeline over time. */
export function registerDataRoom(app: FastifyInstance, deps: DataRoomDeps): void {
  const { stores, log, sources, kinds, plans, cleaning, privacy, clock, data, refreshKeys } = deps;
  const { pg, clickhouse } = stores;
  registerSourceRoutes(app, { pg, clock, activityOf: (workspace) => readActivities({ pg, log, sources }, workspace, clock.now()), refreshKeys });
  registerInstructionRoutes(app, { pg });
  registerDebugRoutes(app, {
    pg,
    clock,
    kinds,
    masked: (caller, value) => (caller.seesPersonalData ? value : privacy.maskerFor(caller).json(value)),
  });
  registerCatalogueRoutes(app, { pg, clickhouse, clock, sourceName: (id) => sources.byId(id)?.name, usesOf: (workspace) => readCatalogueUses(pg, workspace) });
  registerCatalogueNoteRoutes(app, { pg, clock });
  registerMendRoutes(app, { pg, clickhouse, log, sources, kinds, plans, cleaning });
  registerCleaningRoutes(app, { pg, clock, log, sources, kinds, plans, cleaning });
  registerPastRoutes(app, { pg, clickhouse, log, sources, kinds, plans, cleaning });
  registerDuplicateRoutes(app, { clickhouse, clock, sources });
  registerPlanRoutes(app, { pg, clickhouse, clock, log, sources, kinds, cleaning, sourceName: (id) => sources.byId(id)?.name });
  registerFlowRoutes(app, {
    pg,
    log,
    sources,
    clickhouse,
    clock,
    engines: async () => {
      const { postgres, clickhouse: analytics, migrations } = await readReadiness(stores);
      return { postgres, clickhouse: analytics, migrations };
    },
    disk: () => readStorage(data),
  });
}
