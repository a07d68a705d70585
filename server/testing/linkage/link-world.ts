/** Made-up people as profiles, over real engines, with the routes of linkage and a worker on command. */
import type { FastifyInstance } from 'fastify';
import { defaultKinds } from '#clean';
import { type JsonObject, workspaceId } from '#kernel';
import { createHttpShell, type Postgres } from '#platform';
import { type LinkDeps, registerLinkRoutes, runNextLinkage } from '#link';
import { openTestPipeline, type TestPipeline } from '../../src/pipeline/testing.ts';
import { scorePartition, type PairScore } from './score.ts';
import { madeColumns, type MadeRecord } from './people.ts';

export interface LinkWorld {
  readonly pg: Postgres;
  readonly deps: LinkDeps;
  readonly pipeline: TestPipeline;
  /** A request under /api/v1/identity; throws what it answers when that is no success. */
  call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<JsonObject>;
  /** Each record becomes a profile of its own, known by the anonymous id `r<place>`; `from`: the place of the first. */
  receive(records: readonly MadeRecord[], from?: number, more?: (place: number) => JsonObject): Promise<void>;
  say(messages: readonly JsonObject[]): Promise<void>;
  /** Asks for a run and does it; what `GET …/runs/{id}` says then. */
  link(mode?: 'full' | 'incremental'): Promise<JsonObject>;
  /** The root that each of the first records leads to now. */
  roots(count: number): Promise<readonly number[]>;
  score(records: readonly MadeRecord[]): Promise<PairScore>;
  close(): Promise<void>;
}

export const madeSettings = {
  comparisons: [
    { kind: 'name', columns: ['surname', 'given_name'] },
    { kind: 'name', columns: ['given_name', 'surname'] },
    { kind: 'date', columns: ['birth_date'] },
    { kind: 'phone', columns: ['tel'] },
    { kind: 'address', columns: ['address'] },
    { kind: 'postcode', columns: ['postcode'] },
  ],
};

const messagesEach = 500;
const signal = new AbortController().signal;

/** A trait named phone would be an identifier, and join them without any linkage. */
const traitNames = madeColumns.map((column) => (column === 'phone' ? 'tel' : column));

const traitsOf = (cells: readonly string[]): JsonObject =>
  Object.fromEntries(traitNames.flatMap((column, place) => (cells[place] === '' ? [] : [[column, cells[place] ?? '']])));

function appWith(deps: LinkDeps): Promise<FastifyInstance> {
  return createHttpShell().then((app) => {
    app.decorateRequest('caller');
    app.addHook('onRequest', (request, _reply, done) => {
      request.caller = {
        workspace: workspaceId(1),
        timezone: 'Asia/Shanghai',
        defaultRegion: 'CN',
        name: 'Li',
        scopes: ['read', 'write', 'admin'],
        isInstanceAdmin: true,
        operator: null,
        seesPersonalData: true,
      };
      done();
    });
    registerLinkRoutes(app, { ...deps, arrived: async () => {} });
    return app;
  });
}

export async function openLinkWorld(): Promise<LinkWorld> {
  const pipeline = await openTestPipeline();
  const { stores, clock } = pipeline;
  const { pg, clickhouse } = stores;
  const workspace = { id: workspaceId(1), key: 'test', name: 'Test', timezone: 'Asia/Shanghai', defaultRegion: 'CN' };
  const deps: LinkDeps = { pg, clickhouse, clock, logger: pipeline.deps.logger, kinds: { of: () => defaultKinds }, access: { workspaceById: () => workspace } };
  const app = await appWith(deps);
  const call: LinkWorld['call'] = async (method, url, payload) => {
    const answer = await app.inject({ method, url: `/api/v1/identity${url}`, ...(payload === undefined ? {} : { payload }) });
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
    return answer.json();
  };
  const say = async (messages: readonly JsonObject[]): Promise<void> => {
    for (let from = 0; from < messages.length; from += messagesEach) await pipeline.send(messages.slice(from, from + messagesEach));
    const running = pipeline.start();
    try {
      await pipeline.settled();
    } finally {
      await running.stop();
    }
  };
  const roots = async (count: number): Promise<readonly number[]> => {
    const rows = await pg.query<{ value: string; root: number }>(
      `SELECT value, profile_id AS root FROM identify.identifier WHERE workspace = 1 AND kind = 'anonymous_id'`,
    );
    const rootOf = new Map(rows.map(({ value, root }) => [value, root]));
    return Array.from({ length: count }, (_, place) => rootOf.get(`r${place}`) ?? -1 - place);
  };
  return {
    pg,
    deps,
    pipeline,
    call,
    say,
    roots,
    receive: (records, from = 0, more = () => ({})) =>
      say(
        records.map(({ cells }, place) => ({
          type: 'identify',
          messageId: `made-${from + place}`,
          anonymousId: `r${from + place}`,
          timestamp: '2026-11-19T08:00:00Z',
          traits: traitsOf(cells),
          ...more(from + place),
        })),
      ),
    link: async (mode) => {
      const { id } = await call('POST', '/linkage/runs', mode === undefined ? {} : { mode });
      await runNextLinkage(deps, signal);
      return call('GET', `/linkage/runs/${String(id)}`);
    },
    score: async (records) =>
      scorePartition(
        records.map(({ person }) => person),
        await roots(records.length),
      ),
    close: async () => {
      await app.close();
      await pipeline.close();
    },
  };
}
