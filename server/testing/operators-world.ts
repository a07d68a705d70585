/** The part of the product that people log in to, alone: access, sessions, people, audit, and two routes to try them on. */
import type { FastifyInstance } from 'fastify';
import {
  ensureDefaults,
  openAccess,
  openOperators,
  registerAuthentication,
  registerGovernRoutes,
  registerIdempotency,
  registerMailRoutes,
  registerOperatorRoutes,
} from '#govern';
import { type FakeClock, fakeClock } from '#kernel';
import { createHttpShell, createSeal } from '#platform';
import { openTestStores, type TestStores } from './stores.ts';

export const adminKey = 'the-admin-key';

export interface OperatorsWorld {
  readonly app: FastifyInstance;
  readonly stores: TestStores;
  readonly clock: FakeClock;
  close(): Promise<void>;
}

export async function openOperatorsWorld(options: { readonly publicUrl?: string } = {}): Promise<OperatorsWorld> {
  const stores = await openTestStores();
  const { pg } = stores;
  const clock = fakeClock(Date.now());
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const access = await openAccess({ pg, adminKey });
  const seal = createSeal('of these tests');
  const operators = openOperators({ pg, clock, secret: 'the-session-secret-of-these-tests', seal, ...options });
  const app = await createHttpShell({ trustProxy: 'loopback' });
  registerAuthentication(app, { access, sessions: operators.sessions });
  registerIdempotency(app, { pg });
  registerOperatorRoutes(app, { ...operators, access });
  registerGovernRoutes(app, { pg, access, refreshKeys: () => Promise.resolve() });
  registerMailRoutes(app, { pg, seal, clock });
  app.get('/api/v1/forgotten', () => ({ open: true }));
  app.get('/api/v1/flow', { config: { capability: 'definitions.read' } }, (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write(': open\n\n');
  });
  return {
    app,
    stores,
    clock,
    close: async () => {
      await app.close();
      await access.close();
      await stores.close();
    },
  };
}
