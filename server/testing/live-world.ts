/** The whole way over real engines: a log, the pipeline, definitions and ticks as the product wires them, with a clock that tests move. */
import pino from 'pino';
import { defaultKinds } from '#clean';
import { livePending, registerLiveRoutes, runDue, type SchedulerDeps } from '#evaluate';
import { openAccess, type SourceDirectory } from '#govern';
import { type JsonObject, workspaceId } from '#kernel';
import { type ClickHouse, createHttpShell, type Postgres } from '#platform';
import { createObserver, putConsents } from '#pipeline';
import { registerConsentRoutes } from '#profile';
import { registerSegmentRoutes } from '#segment';
import { registerPackRoutes, registerTagRoutes } from '#tag';
import { cachedSeenNames, segmentShelf, wireDefinitions } from '../src/entry/index.ts';
import { openTestPipeline, type TestPipeline } from '../src/pipeline/testing.ts';

export interface LiveWorld {
  readonly pipeline: TestPipeline;
  readonly deps: SchedulerDeps;
  /** Another worker, with these stores. */
  workerOn(pg: Postgres, clickhouse: ClickHouse): SchedulerDeps;
  /** Makes, or asks for, something through the API; throws what it answers when that is no success. */
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<JsonObject>;
  /** Sends messages and lets the pipeline work until it has all. */
  receive(messages: readonly JsonObject[]): Promise<void>;
  /** Ticks, and runs what is due in full, until nothing is left; gives how many runs in full that took. */
  follow(): Promise<number>;
  /** Of each live definition, how many profiles a run in full would change; those with none are left out. */
  differences(): Promise<Readonly<Record<string, number>>>;
  pending(): Promise<number>;
  close(): Promise<void>;
}

const workspace = 1;

export async function openLiveWorld(sources?: SourceDirectory): Promise<LiveWorld> {
  const pipeline = await openTestPipeline(sources);
  const { pg, clickhouse } = pipeline.stores;
  const { clock } = pipeline;
  await pg.query(`INSERT INTO govern.workspace (key, name, timezone) VALUES ('test', 'Test', 'Asia/Shanghai')`);
  const access = await openAccess({ pg, adminKey: 'test' });
  const logger = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const definitions = wireDefinitions({ pg, clickhouse, clock, access, logger });
  const { runner } = definitions;
  const app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = {
      workspace: workspaceId(workspace),
      timezone: 'Asia/Shanghai',
      defaultRegion: 'CN',
      name: 'test',
      scopes: ['read', 'write', 'admin'],
      isInstanceAdmin: true,
      operator: null,
      seesPersonalData: true,
    };
    done();
  });
  registerTagRoutes(app, { ...definitions, kinds: { of: () => defaultKinds } });
  registerPackRoutes(app, {
    ...definitions,
    segments: segmentShelf(definitions),
    seen: cachedSeenNames({ pg, clickhouse, clock }),
  });
  registerConsentRoutes(app, { pg, clock, kinds: { of: () => defaultKinds }, record: putConsents, arrived: async () => {} });
  registerSegmentRoutes(app, { ...definitions, kinds: { of: () => defaultKinds }, classOf: () => () => undefined });
  registerLiveRoutes(app, { pg, changes: definitions.changes, registry: runner.registry });
  const signal = new AbortController().signal;
  return {
    pipeline,
    deps: runner,
    workerOn: (mortalPg, mortalClickhouse) => wireDefinitions({ pg: mortalPg, clickhouse: mortalClickhouse, clock, access, logger }).runner,
    call: async (method, url, payload) => {
      const answer = await app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
      if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
      return answer.body === '' ? {} : answer.json();
    },
    receive: async (messages) => {
      await pipeline.send(messages);
      const running = pipeline.start({ observer: createObserver() });
      try {
        await pipeline.settled();
      } finally {
        await running.stop();
      }
    },
    follow: async () => (await runDue(runner, signal)).length,
    differences: async () => {
      const found: Record<string, number> = {};
      const nodes = await pg.query<{ kind: 'tag' | 'segment'; definitionId: number; key: string; version: number }>(
        `SELECT kind, definition_id AS "definitionId", key, version FROM evaluate.node WHERE refresh = 'live'`,
      );
      for (const { kind, definitionId, key, version } of nodes) {
        const executor = runner.executors[kind];
        const at = clock.now();
        const run = {
          id: 1_000_000 + definitionId,
          kind,
          definitionId,
          workspace,
          version,
          cause: 'requested' as const,
          at,
          position: 0,
          tagsSeen: {},
          group: 1_000_000 + definitionId,
        };
        await executor.stage(run, signal);
        const count = (await executor.countStaged(run.group)).get(run.id)?.changed ?? 0;
        await executor.discard([run.group]);
        if (count > 0) found[`${kind}:${key}`] = count;
      }
      return found;
    },
    pending: () => livePending(runner, workspace),
    close: async () => {
      await app.close();
      await access.close();
      await pipeline.close();
    },
  };
}
