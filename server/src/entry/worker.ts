/** The process that works: pipeline, scheduler, imports. Apart from the API, so that its work never stalls the collector. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openDedupe } from '#clean';
import { noteDeliveries, openHookDirectory } from '#collect';
import { startScheduler } from '#evaluate';
import {
  openAccess,
  openSourceDirectory,
  openTombstones,
  repeatErasures,
  startErasures,
  openPrivacyDirectory,
  startDemos,
  startExports,
  startRemovals,
  viewMaskOf,
} from '#govern';
import { identitiesById, openKindDirectory, startBridgeSearch, startConfigApply } from '#identify';
import { systemClock, workspaceId } from '#kernel';
import { startLinkage } from '#link';
import {
  createObserver,
  followLookers,
  learnCatalogue,
  openCleaningDirectory,
  openEnrichDirectory,
  openPlaceFile,
  openPlanDirectory,
  putGraphChange,
  startAdoption,
  startPipeline,
} from '#pipeline';
import { learnListPaths, openProfileReader, startTraitColumns } from '#profile';
import { createOutbound, createRegistry, createSeal, ensureKeyFile, openEventLog, publishMetrics } from '#platform';
import { squashLists, startSnapshots, startListChanges } from '#segment';
import { readTraitTags, startTagUpkeep } from '#tag';
import { startQuestions } from '#ask';
import { startWatch } from '#watch';
import { runChild, type Service } from './child.ts';
import { wireDefinitions } from './evaluation.ts';
import { fillDemo } from './demo/fill.ts';
import { ledgerFile } from './backup/carry-erasures.ts';
import { erasureParticipants } from './erasure.ts';
import { exportParts, exportsFolder } from './exports.ts';
import { createTurns, removalOf } from './removal.ts';
import { startDataConnections } from './connections.ts';
import { startImports } from './imports.ts';
import { metricsFolder } from './metrics-folder.ts';
import { placeFolder, placeLanguage } from './places.ts';
import type { Runtime } from './runtime.ts';
import { liveCounters } from './status/live-metrics.ts';
import { startMeasuring } from './quality.ts';
import { resultsOf } from './results.ts';
import { openStores } from './stores.ts';
import { allTasks } from './tasks.ts';

async function openWorker(runtime: Runtime, logger: Logger): Promise<Service> {
  const clock = systemClock(runtime.clockOffsetMs);
  const stores = await openStores(runtime);
  const { pg, clickhouse } = stores;
  const log = await openEventLog(join(runtime.data, 'log'), { clock });
  await learnListPaths(pg, clickhouse);
  const sources = await openSourceDirectory(pg);
  const access = await openAccess({ pg, adminKey: runtime.adminKey });
  const kinds = await openKindDirectory(pg);
  const plans = await openPlanDirectory(pg);
  const cleaning = await openCleaningDirectory(pg);
  const dedupe = openDedupe(join(runtime.data, 'dedupe'));
  // Before anything is worked off: see there.
  await repeatErasures(pg, ledgerFile(runtime.data), {
    acceptedUpTo: log.head(),
    existing: async (ids) => (await identitiesById(pg, ids)).map(({ askedId }) => askedId),
  });
  const tombstones = openTombstones(ensureKeyFile(join(runtime.data, 'erasure.key')));
  const lookers = runtime.roles.includes('worker') ? followLookers(pg) : undefined;
  if (lookers !== undefined) await learnCatalogue({ pg, clickhouse, access, sources, clock });
  const seal = createSeal(runtime.sessionSecret);
  const hooks = await openHookDirectory(pg, seal);
  const deliveries = noteDeliveries(pg);
  const places = await openPlaceFile(placeFolder(runtime.data), placeLanguage);
  const completing = await openEnrichDirectory(pg, places);
  const inbound = { hookOf: hooks.readerOf, enrichOf: completing.of, deliveries };
  const turns = createTurns();
  const pipeline =
    lookers === undefined
      ? undefined
      : startPipeline({
          pg,
          clickhouse,
          log,
          sources,
          kinds,
          plans,
          cleaning,
          inbound,
          dedupe,
          tombstones,
          clock,
          logger,
          lookers,
          due: turns.due,
          observer: createObserver(),
          followMerges: (moves) => squashLists(clickhouse, moves),
        });
  const bridges = runtime.roles.includes('scheduler') ? startBridgeSearch({ pg, kinds, clock, logger }) : undefined;
  const linkage = runtime.roles.includes('worker') ? startLinkage({ pg, clickhouse, clock, kinds, access, logger }) : undefined;
  const adoption = runtime.roles.includes('worker') ? startAdoption({ pg, kinds, access, logger }) : undefined;
  const configApply = runtime.roles.includes('scheduler')
    ? startConfigApply({ pg, kinds, clock, logger, follow: (tx, change) => putGraphChange(tx, change, true) })
    : undefined;
  const imports = runtime.roles.includes('worker') ? startImports(runtime, { pg, clock, logger }) : undefined;
  const privacy = await openPrivacyDirectory(pg, readTraitTags);
  const timezoneOf = (workspace: number): string => access.workspaceById(workspace)?.timezone ?? runtime.timezone;
  const connections = runtime.roles.includes('worker') ? startDataConnections(runtime, { pg, clock, logger, seal, timezoneOf }) : undefined;
  const definitions = wireDefinitions({ pg, clickhouse, clock, access, logger, maskOf: (workspace) => viewMaskOf({ privacy, seal }, workspace) });
  const erasures = runtime.roles.includes('worker')
    ? startErasures({
        pg,
        clock,
        logger,
        tombstones,
        participants: erasureParticipants({
          pg,
          clickhouse,
          log,
          sources,
          kinds,
          cleaning,
          inbound,
          changes: definitions.changes,
          ledger: ledgerFile(runtime.data),
        }),
      })
    : undefined;
  const reader = openProfileReader({ pg, clickhouse, sourceName: (id) => sources.byId(id)?.name, clock, results: resultsOf(stores) });
  const people = runtime.roles.includes('worker')
    ? [
        startExports({
          pg,
          clock,
          logger,
          privacy,
          folder: exportsFolder(runtime.data),
          parts: exportParts({
            stores,
            definitions,
            reader,
            timezoneOf,
            maskerOf: (workspace) => privacy.maskerFor({ workspace: workspaceId(workspace), seesPersonalData: false }),
          }),
        }),
        startListChanges({ ...definitions, logger }),
        startDemos({ pg, clock, logger, fill: fillDemo(runtime) }),
        startRemovals({ pg, clock, logger, ...removalOf(stores, { data: runtime.data, sources, turns }) }),
      ]
    : [];
  const registry = createRegistry('worker');
  const scheduler = runtime.roles.includes('scheduler') ? startScheduler({ ...definitions.runner, ...liveCounters(registry) }) : undefined;
  const upkeep = runtime.roles.includes('scheduler') ? startTagUpkeep({ ...definitions, logger }) : undefined;
  const snapshots = runtime.roles.includes('scheduler') ? startSnapshots({ ...definitions, logger }) : undefined;
  const traitColumns = runtime.roles.includes('worker') ? startTraitColumns({ pg, clickhouse, logger }) : undefined;
  const questions = runtime.roles.includes('scheduler') ? startQuestions({ ...definitions, privacy, seal, logger }) : undefined;
  const measuring = runtime.roles.includes('scheduler') ? startMeasuring({ stores, log, access, clock, logger }) : undefined;
  const watch = runtime.roles.includes('scheduler')
    ? startWatch({
        pg,
        clickhouse,
        clock,
        log,
        sources,
        access,
        logger,
        lookup: definitions.lookup,
        participants: allTasks(definitions),
        dataFolder: runtime.data,
        publicUrl: runtime.publicUrl,
        seal,
        outbound: createOutbound({ allowsPrivate: runtime.allowsPrivateHooks }),
      })
    : undefined;
  const metrics = publishMetrics(registry, metricsFolder(runtime.data), 'worker');
  return {
    close: async () => {
      await metrics.stop();
      await watch?.stop();
      await measuring?.stop();
      await questions?.stop();
      await snapshots?.stop();
      await upkeep?.stop();
      await scheduler?.stop();
      await traitColumns?.stop();
      await configApply?.stop();
      await adoption?.stop();
      await bridges?.stop();
      await linkage?.stop();
      await connections?.stop();
      await imports?.stop();
      await erasures?.stop();
      await Promise.all(people.map((loop) => loop.stop()));
      await pipeline?.stop();
      await lookers?.close();
      await deliveries.close();
      places.close();
      await Promise.all([
        sources.close(),
        access.close(),
        privacy.close(),
        kinds.close(),
        plans.close(),
        cleaning.close(),
        hooks.close(),
        completing.close(),
        log.close(),
        dedupe.close(),
      ]);
      await stores.close();
    },
  };
}

await runChild('worker', openWorker);
