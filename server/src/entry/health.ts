import { Readiness } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { clickhouseState, postgresState, type StoreState, typed } from '#platform';
import type { Stores } from './stores.ts';

const longestAnswerMs = 5_000;

/** What the engines answer right now; one that takes too long counts as away. */
export async function readReadiness({ pg, clickhouse }: Stores): Promise<Readiness> {
  const [postgres, analytics] = await Promise.all([within(postgresState(pg)), within(clickhouseState(clickhouse))]);
  const isReady = postgres !== undefined && analytics !== undefined && postgres.missing.length === 0 && analytics.missing.length === 0;
  return {
    status: isReady ? 'ready' : 'not_ready',
    postgres: wordOf(postgres),
    clickhouse: wordOf(analytics),
    migrations: migrationsOf([postgres, analytics]),
  };
}

/** `/healthz`: this process lives. `/readyz`: the engines answer it as well, and their tables are this version's. */
export function registerHealth(app: FastifyInstance, stores: Stores): void {
  const routes = typed(app);
  const health = { summary: 'Whether the server lives', tags: ['health'], response: { 200: Type.Object({ status: Type.Literal('ok') }) } };
  routes.get('/healthz', { schema: health }, () => ({ status: 'ok' as const }));

  const readiness = { summary: 'Whether the engines answer', tags: ['health'], response: { 200: Readiness, 503: Readiness } };
  routes.get('/readyz', { schema: readiness }, async (_request, reply) => {
    const state = await readReadiness(stores);
    return reply.code(state.status === 'ready' ? 200 : 503).send(state);
  });
}

const wordOf = (state: StoreState | undefined): 'ready' | 'away' => (state === undefined ? 'away' : 'ready');

function migrationsOf(states: readonly (StoreState | undefined)[]): Readiness['migrations'] {
  if (states.some((state) => state === undefined)) return 'unknown';
  return states.every((state) => state?.missing.length === 0) ? 'done' : 'missing';
}

const within = (question: Promise<StoreState>): Promise<StoreState | undefined> =>
  Promise.race([
    question.catch(() => undefined),
    new Promise<undefined>((resolve) => {
      setTimeout(() => resolve(undefined), longestAnswerMs).unref();
    }),
  ]);
