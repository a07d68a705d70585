/** Profiles as the API shows them, over real engines: messages, merges and unmerges by hand, tags, segments, lists and consents, each on command. */
import { defaultKinds } from '#clean';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type Clock, type JsonObject, workspaceId } from '#kernel';
import { type ClickHouse, createHttpShell, type Postgres } from '#platform';
import { registerConflictRoutes, registerSharedRoutes } from '#identify';
import { putGraphChange, putMergeOf, registerAccountRoutes, registerMergeRoutes } from '#pipeline';
import { openProfileReader, type ProfileReader, registerEntityRoutes, registerProfileRoutes } from '#profile';
import { segmentsOf, squashLists } from '#segment';
import { tagsOf } from '#tag';
import { type LiveWorld, openLiveWorld } from './live-world.ts';

interface Answer {
  readonly status: number;
  /** As it travels. */
  readonly text: string;
  readonly body: JsonObject;
}

export interface IdentityWorld {
  readonly live: LiveWorld;
  /** A request about profiles and identity. `as`: the key's name. */
  ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, as?: string): Promise<Answer>;
  /** Sends messages. Nothing works on them yet. */
  send(messages: readonly JsonObject[]): Promise<void>;
  /** Lets a worker deliver all that waits, what the API recorded too. */
  work(overrides?: Parameters<LiveWorld['pipeline']['start']>[0]): Promise<void>;
  /** Ticks and runs until nothing is left. */
  follow(): Promise<void>;
  /** The id of whoever holds an identifier. */
  idOf(kind: string, value: string): Promise<number>;
  merge(into: number, from: number, reason?: string): Promise<number>;
  unmerge(mergeId: number, reason?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** What routes of a test may want besides. */
interface WorldStores {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly reader: ProfileReader;
  readonly sourceName: (id: number) => string | undefined;
  readonly logHead: () => number;
}

/** `more`: registers further routes. */
export async function openIdentityWorld(more: (app: FastifyInstance, stores: WorldStores) => void = () => {}): Promise<IdentityWorld> {
  const live = await openLiveWorld();
  const { stores, clock, deps, log } = live.pipeline;
  const { pg, clickhouse } = stores;
  const app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    const [name, workspace] = [request.headers['x-name'], request.headers['x-workspace']];
    request.caller = {
      workspace: workspaceId(workspace === undefined ? 1 : Number(workspace)),
      timezone: 'Asia/Shanghai',
      defaultRegion: 'CN',
      name: typeof name === 'string' ? name : 'test',
      scopes: ['read', 'write', 'admin'],
      isInstanceAdmin: true,
      operator: null,
      seesPersonalData: true,
    };
    done();
  });
  const sourceName = (id: number): string | undefined => deps.sources.byId(id)?.name;
  const results = {
    tagsOf: (workspace: number, ids: readonly number[]) => tagsOf({ pg, clickhouse }, workspace, ids),
    segmentsOf: (workspace: number, ids: readonly number[]) => segmentsOf({ pg, clickhouse }, workspace, ids),
  };
  const reader = openProfileReader({ pg, clickhouse, sourceName, clock, results });
  registerProfileRoutes(app, { pg, clickhouse, reader, sourceName, kinds: { of: () => defaultKinds } });
  registerAccountRoutes(app, { pg, clock, kinds: { of: () => defaultKinds }, sourceName, arrived: async () => {} });
  registerEntityRoutes(app, { pg, clock, submit: () => Promise.resolve(false) });
  registerConflictRoutes(app, { pg, clock, join: putMergeOf, arrived: async () => {} });
  registerSharedRoutes(app, {
    pg,
    clock,
    kinds: { of: () => defaultKinds },
    follow: (tx, change) => putGraphChange(tx, change, true),
    arrived: async () => {},
  });
  registerMergeRoutes(app, { pg, clock, reader, arrived: async () => {} });
  more(app, { pg, clickhouse, clock, reader, sourceName, logHead: () => log.head() });

  const ask: IdentityWorld['ask'] = async (method, url, payload, as = 'test') => {
    const [name, workspace = '1'] = as.split('@');
    const headers = { 'x-name': name ?? '', 'x-workspace': workspace };
    const answer = await app.inject({ method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, text: answer.body, body: answer.body === '' ? {} : answer.json() };
  };
  const isIdle = async (): Promise<boolean> => {
    const [row] = await pg.query<{ waiting: number; position: number }>(
      `SELECT (SELECT count(*)::int FROM pipeline.outbox) AS waiting, (SELECT coalesce(max(position), 1) FROM pipeline.consumer WHERE name = 'pipeline') AS position`,
    );
    return row?.waiting === 0 && row.position >= log.head();
  };
  const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
  return {
    live,
    ask,
    send: live.pipeline.send,
    work: async (overrides = {}) => {
      const running = live.pipeline.start({ followMerges: (moves) => squashLists(clickhouse, moves), ...overrides });
      for (let look = 0; look < 2000 && !(await isIdle()); look++) await sleep(10);
      await running.stop();
      if (!(await isIdle())) throw new Error('the worker did not catch up');
    },
    follow: async () => {
      await live.follow();
    },
    idOf: async (kind, value) => number((await ask('GET', `/profiles/lookup?kind=${kind}&value=${encodeURIComponent(value)}`)).body['id']),
    merge: async (into, from, reason) =>
      number((await ask('POST', '/identity/merge', { into, from, ...(reason === undefined ? {} : { reason }) })).body['mergeId']),
    unmerge: (mergeId, reason) => ask('POST', '/identity/unmerge', { mergeId, ...(reason === undefined ? {} : { reason }) }),
    close: async () => {
      await app.close();
      await live.close();
    },
  };
}
