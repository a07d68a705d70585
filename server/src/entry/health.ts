import type { FastifyInstance } from 'fastify';
import { Fault } from '#kernel';
import type { Stores } from './stores.ts';

const longestAnswerMs = 5_000;

/** `/healthz`: this process lives. `/readyz`: the engines answer it as well. */
export function registerHealth(app: FastifyInstance, { pg, clickhouse }: Stores): void {
  app.get('/healthz', { schema: { summary: 'Whether the server lives', tags: ['health'] } }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { summary: 'Whether the engines answer', tags: ['health'] } }, async () => {
    const [postgres, analytics] = await Promise.all([answers(pg.query('SELECT 1')), answers(clickhouse.query('SELECT 1', {}, { lane: 'pipeline' }))]);
    if (postgres && analytics) return { status: 'ready', postgres, clickhouse: analytics };
    throw new Fault('DQ_NOT_READY', 503, `not ready: ${[postgres ? [] : 'PostgreSQL', analytics ? [] : 'ClickHouse'].flat().join(' and ')} does not answer`);
  });
}

const answers = (question: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    question.then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), longestAnswerMs).unref()),
  ]);
