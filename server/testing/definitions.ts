/** Tags and segments over real engines: profiles and events put straight into ClickHouse, routes without authentication, runs on command. */
import type { FastifyInstance, InjectOptions } from 'fastify';
import pino from 'pino';
import { defaultKinds, type KindRules } from '#clean';
import { compileListPaths, listPathsOf } from '#compile';
import { type DefinitionLookup, type EvaluationDeps, type Executor, finishTicks, openRegistry, runDue, type SchedulerDeps } from '#evaluate';
import { type FakeClock, fakeClock, flatRow, flatten, type JsonObject, workspaceId } from '#kernel';
import { createHttpShell } from '#platform';
import { readyTraitColumns } from '#profile';
import {
  changeSegment,
  createSegment,
  liveSegments,
  readListIds,
  readListNames,
  readSegmentNames,
  readSegmentRules,
  registerSegmentRoutes,
  segmentExecutor,
} from '#segment';
import { liveTags, readTagNames, readTagShapes, registerTagRoutes, type SegmentShelf, tagExecutor } from '#tag';
import { memoryChanges } from './memory-changes.ts';
import { openTestStores, type TestStores } from './stores.ts';

export interface TestEvent {
  readonly profile: number;
  readonly event?: string;
  readonly at: string;
  readonly properties?: JsonObject;
}

export interface Definitions {
  readonly stores: TestStores;
  readonly clock: FakeClock;
  readonly app: FastifyInstance;
  readonly deps: SchedulerDeps;
  readonly executors: { tag: Executor; segment: Executor };
  /** What the use cases of tags and segments take. */
  readonly base: EvaluationDeps & { readonly pg: TestStores['pg']; readonly clickhouse: TestStores['clickhouse'] };
  /** Segments as packs make them. */
  readonly shelf: SegmentShelf;
  readonly workspace: number;
  addProfiles(profiles: Readonly<Record<number, JsonObject>>): Promise<void>;
  addEvents(events: readonly TestEvent[]): Promise<void>;
  readonly call: ReturnType<typeof callerOf>;
  /** Runs what is due until nothing is. */
  settle(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openDefinitions(now: string, timezone = 'Asia/Shanghai', rules: KindRules = defaultKinds): Promise<Definitions> {
  const stores = await openTestStores();
  const { pg, clickhouse } = stores;
  const clock = fakeClock(Date.parse(now));
  const [row] = await pg.query<{ id: number }>(`INSERT INTO govern.workspace (key, name, timezone) VALUES ('test', 'Test', $1) RETURNING id`, [timezone]);
  const workspace = row?.id ?? 0;
  const lookup: DefinitionLookup = {
    tags: (id) => readTagShapes(pg, id),
    segments: (id) => readSegmentRules(pg, id),
    lists: (id) => readListIds(pg, id),
    names: async (id) => ({ tags: await readTagNames(pg, id), segments: await readSegmentNames(pg, id), lists: await readListNames(pg, id) }),
  };
  const evaluation = {
    clock,
    lookup,
    timezoneOf: () => Promise.resolve(timezone),
    hasAliases: () => Promise.resolve(false),
    // Rows are written past the pipeline here, so what is a list is asked of the rows.
    listPaths: async () => listPathsOf(await clickhouse.query(compileListPaths().sql)),
    traitColumns: () => readyTraitColumns(pg),
  };
  const common = { ...evaluation, pg, clickhouse };
  const executors = { tag: tagExecutor(common), segment: segmentExecutor(common) };
  const logger = pino({ level: 'silent' });
  const kinds = { tag: liveTags(common), segment: liveSegments(common) };
  const changes = memoryChanges(workspace);
  const deps: SchedulerDeps = {
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
    zoneOf: () => timezone,
  };

  const app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = {
      workspace: workspaceId(workspace),
      timezone,
      defaultRegion: 'CN',
      name: 'test',
      scopes: ['read', 'write', 'admin'],
      isInstanceAdmin: true,
      operator: null,
      seesPersonalData: true,
    };
    done();
  });
  const identifierKinds = { of: () => rules };
  registerTagRoutes(app, { ...common, runner: deps, kinds: identifierKinds });
  registerSegmentRoutes(app, { ...common, kinds: identifierKinds, classOf: () => (_scope, path) => (path === 'phone' ? 'phone' : undefined) });

  const insert = async (table: string, rows: readonly object[]): Promise<void> => {
    await clickhouse.insert(table, Buffer.from(rows.map((each) => JSON.stringify(each)).join('\n')));
  };
  const self: Definitions = {
    stores,
    clock,
    app,
    deps,
    executors,
    base: common,
    shelf: {
      rules: (id) => readSegmentRules(pg, id),
      create: async (id, draft) => void (await createSegment(common, id, draft)),
      replaceRule: async (id, key, rule) => void (await changeSegment(common, id, key, { rule }, () => undefined)),
    },
    workspace,
    addProfiles: async (profiles) => {
      await insert(
        'profile',
        Object.entries(profiles).map(([id, traits]) => ({
          workspace,
          profile_id: Number(id),
          merged_into: 0,
          created_at: now,
          traits: flatRow(flatten(traits)),
        })),
      );
      changes.add(Object.keys(profiles).map(Number));
    },
    addEvents: async (events) => {
      await insert(
        'event_feed',
        events.map(({ profile, event = 'Order Completed', at, properties = {} }) => ({
          workspace,
          event,
          origin_id: profile,
          profile_id: profile,
          ts: new Date(at).toISOString(),
          received_at: new Date(at).toISOString(),
          message_id: `m${messages++}`,
          type: 'track',
          log_position: messages,
          revenue: properties['revenue'] ?? null,
          properties: flatRow(flatten(properties)),
        })),
      );
      changes.add(events.map(({ profile }) => profile));
    },
    call: callerOf(app),
    settle: () => runDue(deps, new AbortController().signal),
    close: async () => {
      await app.close();
      await stores.close();
    },
  };
  return self;
}

let messages = 1;

/** Calls a route; what it answers is looked at as it comes. */
const callerOf =
  (app: FastifyInstance) =>
  async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, headers: Record<string, string> = {}) => {
    const request: InjectOptions = { method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) };
    const answer = await app.inject(request);
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json(), headers: answer.headers };
  };
