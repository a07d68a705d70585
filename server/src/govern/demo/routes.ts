import { DemoInput, DemoView, type DemoView as View } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Clock, conflict, notFound } from '#kernel';
import { type Postgres, typed } from '#platform';
import type { Access } from '../access.ts';
import { recordAudit } from '../audit/record.ts';
import { addSource, addWorkspace } from '../govern.store.ts';
import { newWriteKey } from '../secrets.ts';
import { noteTask } from '../tasks/asker.store.ts';
import { markAsDemo, readWorkspaceByKey } from '../workspace/workspace.store.ts';
import { insertDemo, joinDemo, readDemo, type StoredDemo } from './demo.store.ts';

export interface DemoRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly access: Access;
}

const demoKey = 'demo';
/** The retailer's days begin in Shanghai. */
const place = { timezone: 'Asia/Shanghai', defaultRegion: 'CN' };

const view = ({ key, customers, state, stage, progress, error, askedAt, finishedAt }: StoredDemo): View => ({
  workspace: key,
  customers,
  state,
  stage,
  progress,
  error,
  askedAt: askedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

/** A retailer to look at, in a workspace of its own, filled through the collector; it goes as any workspace goes. */
export function registerDemoRoutes(app: FastifyInstance, { pg, clock, access }: DemoRoutesDeps): void {
  const routes = typed(app);

  const make = { summary: 'Make the workspace `demo` and fill it in the background', body: DemoInput, response: { 200: DemoView, 202: DemoView } };
  routes.post('/api/v1/demo', { schema: make, config: { capability: 'workspaces.manage', scope: 'admin' } }, async ({ caller, body }, reply) => {
    const there = await readDemo(pg);
    if (there !== undefined) return view(there);
    if ((await readWorkspaceByKey(pg, demoKey)) !== undefined)
      throw conflict('there is a workspace `demo` that was made otherwise; remove it, or look at it as it is');
    const customers = body.customers ?? 1000;
    await pg.transaction(async (tx) => {
      const workspace = await addWorkspace(tx, { key: demoKey, name: '丹青优选（演示）', ...place });
      await addSource(tx, workspace, { name: 'web', kind: 'stream', writeKey: newWriteKey(), trust: 60 });
      await markAsDemo(tx, workspace);
      await insertDemo(tx, workspace, customers, new Date(clock.now()));
      if (caller.operator !== null) await joinDemo(tx, caller.operator.id, workspace);
      await noteTask(tx, caller, 'demo_fill', workspace);
      await recordAudit(tx, caller, { action: 'demo.make', object: `workspace:${demoKey}`, details: { customers } });
    });
    await access.refresh();
    const made = await readDemo(pg);
    if (made === undefined) throw conflict('the demo was removed while it was made');
    return reply.code(202).send(view(made));
  });

  const state = { summary: 'The demo there is, and how far it is filled', response: { 200: DemoView } };
  routes.get('/api/v1/demo', { schema: state, config: { capability: 'self' } }, async () => {
    const found = await readDemo(pg);
    if (found === undefined) throw notFound('a demo');
    return view(found);
  });
}
