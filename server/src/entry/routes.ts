import type { FastifyInstance } from 'fastify';
import { dirname } from 'node:path';
import { registerConnectionRoutes, registerImportRoutes, registerWebhookRoutes } from '#collect';
import { livePending, readLiveStates, registerLiveRoutes, registerStreamRoutes } from '#evaluate';
import {
  type Access,
  registerAuthentication,
  registerErasureRoutes,
  registerGovernRoutes,
  registerIdempotency,
  registerMailRoutes,
  registerDemoRoutes,
  registerExportRoutes,
  registerRemovalRoutes,
  registerMasking,
  registerNoun,
  registerClassificationRoutes,
  registerRevealRoute,
  registerWorkspaceRoutes,
  type PrivacyDirectory,
  sealerOf,
  registerOperatorRoutes,
  type OperatorDeps,
  type SourceDirectory,
} from '#govern';
import {
  type KindDirectory,
  registerApplyRoutes,
  registerConfigRoutes,
  registerConflictRoutes,
  registerPreviewRoutes,
  registerReportRoutes,
  registerSharedRoutes,
} from '#identify';
import type { Clock } from '#kernel';
import {
  consentsArrived,
  graphChangesArrived,
  type CleaningDirectory,
  type PlaceFile,
  registerEnrichmentRoutes,
  type PlanDirectory,
  putGraphChange,
  putConsents,
  putMergeOf,
  readImportOutcome,
  readPipelineState,
  registerAccountRoutes,
  registerMergeRoutes,
  registerPipelineRoutes,
} from '#pipeline';
import { registerLinkRoutes } from '#link';
import type { EventLog, Networks, Outbound, Registry, Seal } from '#platform';
import {
  countProfiles,
  openProfileReader,
  registerCareRoutes,
  registerConsentRoutes,
  registerEntityRoutes,
  registerFileRoutes,
  registerListRoutes,
  registerProfileRoutes,
  registerSearchRoutes,
  registerWholeRoutes,
} from '#profile';
import {
  countSegments,
  readListMembersByKey,
  readMembersByKey,
  readSegmentNames,
  registerBulkRoutes,
  registerCrowdRoutes,
  registerRuleRoutes,
  registerSegmentRoutes,
} from '#segment';
import { registerAskRoutes } from '#ask';
import { registerBrowseRoutes } from '#browse';
import { registerCollaborationHooks, registerCollaborationRoutes } from '#collaborate';
import { countTags, registerPackRoutes, registerProfileTagRoutes, registerTagRoutes, summariseMissing, summarisePacks } from '#tag';
import { registerConsole } from './console/serve.ts';
import {
  readSizesAt,
  registerAlertRoutes,
  registerChannelRoutes,
  registerHomeRoutes,
  putNotices,
  registerNoticeRoutes,
  registerSegmentAlertRoutes,
  registerTaskRoutes,
  watchTasks,
} from '#watch';
import { registerDataRoom } from './data-room/routes.ts';
import { registerQuality } from './quality.ts';
import type { Definitions } from './evaluation.ts';
import { resultsOf } from './results.ts';
import { registerHealth } from './health.ts';
import { homesFor } from './erasure.ts';
import { registerOnboardingRoutes } from './onboarding.ts';
import { segmentShelf } from './packs.ts';
import { cachedSeenNames } from './seen.ts';
import { registerMetrics } from './status/metrics.ts';
import { registerStatus } from './status/status.ts';
import type { Stores } from './stores.ts';
import { submitTo } from './submit.ts';
import { allTasks } from './tasks.ts';
import { version } from './version.ts';

export interface RoutesDeps {
  readonly stores: Stores;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
  /** This process's collector reads write keys and webhooks again. */
  readonly refreshKeys: () => Promise<void>;
  readonly access: Access;
  readonly operators: OperatorDeps;
  readonly privacy: PrivacyDirectory;
  readonly kinds: KindDirectory;
  readonly plans: PlanDirectory;
  readonly cleaning: CleaningDirectory;
  /** The file that tells places by network addresses. */
  readonly places: PlaceFile;
  readonly clock: Clock;
  readonly definitions: Definitions;
  readonly registry: Registry;
  /** Where the other processes publish their metrics. */
  readonly metricsFolder: string;
  /** Where uploaded files wait for their import. */
  readonly importsFolder: string;
  /** Where the files lie that people asked for. */
  readonly exportsFolder: string;
  /** What keeps entered secrets unreadable at rest. */
  readonly seal: Seal;
  /** How addresses that people entered are called. */
  readonly outbound: Outbound;
  readonly allowsPrivateHooks: boolean;
  /** Where databases and buckets may be that data is fetched from. */
  readonly networks: Networks;
  /** The folders that may be watched. */
  readonly watchedFolders: readonly string[];
}

/** Every route of the product but the collector's, which stands in front of the framework. */
export function registerRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  const { stores, log, sources, access, operators, privacy, kinds, clock, definitions, registry, metricsFolder, importsFolder } = deps;
  const { pg, clickhouse } = stores;
  const sourceName = (id: number): string | undefined => sources.byId(id)?.name;
  const counts = {
    profiles: (workspace: number) => countProfiles(clickhouse, workspace),
    tags: (workspace: number) => countTags(pg, workspace),
    segments: (workspace: number) => countSegments(pg, workspace),
  };
  const results = resultsOf(stores);

  const participants = allTasks(definitions);

  registerHealth(app, stores);
  registerMetrics(app, {
    registry,
    folder: metricsFolder,
    access,
    pipelineState: () => readPipelineState({ pg, log, sources }),
    liveStates: () => readLiveStates(definitions.runner),
  });
  registerConsole(app);
  registerAuthentication(app, { access, sessions: operators.sessions });
  registerIdempotency(app, { pg });
  registerNoun(app, { pg, clock });
  registerCollaborationHooks(app, { pg, clock });
  // After idempotency: answers are kept whole, and masked for each caller.
  registerMasking(app, { privacy, sealer: sealerOf(deps.seal) });
  registerCollaborationRoutes(app, { pg, clock });
  registerOperatorRoutes(app, { ...operators, access });
  registerGovernRoutes(app, { pg, access, refreshKeys: deps.refreshKeys });
  registerWorkspaceRoutes(app, { pg, access });
  registerRemovalRoutes(app, { pg, clock, access });
  registerDemoRoutes(app, { pg, clock, access });
  registerExportRoutes(app, { pg, clock, privacy, folder: deps.exportsFolder });
  registerDataRoom(app, {
    stores,
    log,
    sources,
    kinds,
    plans: deps.plans,
    cleaning: deps.cleaning,
    privacy,
    clock,
    data: dirname(metricsFolder),
    refreshKeys: deps.refreshKeys,
  });
  registerQuality(app, { stores, log, access, sources, clock, registry });
  registerClassificationRoutes(app, { pg, clock, privacy });
  registerStatus(app, { version, clock, counts });
  registerPipelineRoutes(app, { pg, clickhouse, log, sources, livePending: (workspace) => livePending(definitions.runner, workspace) });
  registerLiveRoutes(app, { pg, changes: definitions.changes, registry: definitions.runner.registry });
  registerStreamRoutes(app, {
    pg,
    maskerFor: privacy.maskerFor,
    taskStates: watchTasks(participants),
    pipelineState: async (workspace) => {
      const { sources: _sources, ...flow } = await readPipelineState({ pg, log, sources }, workspace);
      return { ...flow, live: { pending: await livePending(definitions.runner, workspace) } };
    },
  });
  registerEnrichmentRoutes(app, { pg, places: deps.places });
  registerWebhookRoutes(app, {
    pg,
    log,
    seal: deps.seal,
    timezoneOf: (workspace) => access.workspaceById(workspace)?.timezone ?? 'UTC',
    refreshKeys: deps.refreshKeys,
  });
  registerImportRoutes(app, { pg, clock, sources, folder: importsFolder, outcomeOf: (id) => readImportOutcome(pg, id) });
  registerConnectionRoutes(app, { pg, clock, sources, folder: importsFolder, seal: deps.seal, networks: deps.networks, watchedFolders: deps.watchedFolders });
  const reader = openProfileReader({ pg, clickhouse, sourceName, clock, results });
  registerRevealRoute(app, { pg, clock, privacy, look: (workspace, id) => reader.byId(workspace, id) });
  const isPersonalKind = (workspace: number, kind: string): boolean => (privacy.classifierFor(workspace).of('identifier', kind) ?? 'none') !== 'none';
  registerSearchRoutes(app, { pg, clickhouse, reader, kinds, isPersonalKind });
  registerProfileRoutes(app, { pg, clickhouse, reader, sourceName, kinds, privacy });
  registerWholeRoutes(app, { pg, clickhouse, reader, sourceName, clock, privacy });
  registerCareRoutes(app, { pg, clickhouse, reader, clock, privacy, tellAssigned: (tx, told) => putNotices(tx, [{ kind: 'notice', level: 'info', ...told }]) });
  registerFileRoutes(app, { pg, clickhouse, reader, clock, privacy, sourceName });
  registerProfileTagRoutes(app, stores);
  registerCrowdRoutes(app, stores);
  registerConfigRoutes(app, { pg, clock, kinds });
  registerApplyRoutes(app, { pg, clock });
  registerSharedRoutes(app, {
    pg,
    clock,
    kinds,
    follow: (tx, change) => putGraphChange(tx, change, true),
    arrived: () => graphChangesArrived(pg),
  });
  registerConflictRoutes(app, { pg, clock, join: putMergeOf, arrived: () => graphChangesArrived(pg) });
  registerReportRoutes(app, { pg, clock, kinds });
  registerPreviewRoutes(app, { pg, look: (workspace, id) => reader.byId(workspace, id) });
  registerMergeRoutes(app, { pg, clock, reader });
  registerAccountRoutes(app, { pg, clock, kinds, sourceName });
  registerErasureRoutes(app, { pg, clock, homesOf: homesFor({ pg, kinds }), logHead: () => log.head() });
  registerLinkRoutes(app, { pg, clock, kinds, arrived: () => graphChangesArrived(pg) });
  registerConsentRoutes(app, { pg, clock, kinds, record: putConsents, arrived: () => consentsArrived(pg) });
  registerListRoutes(app, {
    pg,
    clickhouse,
    reader,
    membersOf: (workspace, key, after, limit) => readMembersByKey(definitions, workspace, key, after, limit),
    listMembersOf: (workspace, key, after, limit) => readListMembersByKey(definitions, workspace, key, after, limit),
  });
  registerEntityRoutes(app, { pg, clock, submit: submitTo({ pg, log, sources, clock }) });
  registerTagRoutes(app, { ...definitions, kinds });
  const seenNames = cachedSeenNames({ pg, clickhouse, clock });
  const packs = {
    ...definitions,
    segments: segmentShelf(definitions),
    seen: seenNames,
  };
  registerPackRoutes(app, packs);
  registerOnboardingRoutes(app, {
    pg,
    accepted: async (workspace) => (await readPipelineState({ pg, log, sources }, workspace)).accepted,
    seen: seenNames,
    segments: counts.segments,
    packs: async (workspace) =>
      (await summariseMissing(packs, workspace)).map(({ key, name, industry, missing, counts: { items, available, adopted } }) => ({
        key,
        name,
        industry,
        items,
        ready: available,
        adopted,
        missing,
      })),
  });
  registerHomeRoutes(app, {
    pg,
    clickhouse,
    clock,
    log,
    sources,
    lookup: definitions.lookup,
    participants,
    packs: async (workspace) =>
      (await summarisePacks(packs, workspace)).map(({ key, name, counts: { available, adopted, items } }) => ({ key, name, available, adopted, items })),
  });
  registerAskRoutes(app, { ...definitions, privacy, seal: deps.seal });
  const classOf = (workspace: number) => privacy.classifierFor(workspace).of;
  registerSegmentRoutes(app, { ...definitions, kinds, classOf, sizesAt: (segments, moments) => readSizesAt(pg, segments, moments) });
  registerBulkRoutes(app, { ...definitions, classOf });
  registerRuleRoutes(app, { ...definitions, classOf });
  registerBrowseRoutes(app, { ...definitions, reader, classOf });
  registerMailRoutes(app, { pg, seal: deps.seal, clock });
  registerTaskRoutes(app, { pg, clock, participants });
  registerNoticeRoutes(app, { pg, clock });
  registerAlertRoutes(app, { pg, clock });
  registerSegmentAlertRoutes(app, { pg, clock, segments: (workspace) => readSegmentNames(pg, workspace) });
  registerChannelRoutes(app, { pg, clock, seal: deps.seal, outbound: deps.outbound, allowsPrivateHooks: deps.allowsPrivateHooks });
}
