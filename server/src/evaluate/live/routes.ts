import { LiveView, ReconcileView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Postgres, typed } from '#platform';
import { isLiveBehind } from '../due.ts';
import { byName, nameOf } from '../graph.ts';
import { readNodesOf } from '../node.read.ts';
import { requestReconciliation } from '../node.store.ts';
import type { ChangeLog } from './change-log.ts';
import type { Registry } from './registry.ts';

export interface LiveRouteDeps {
  readonly pg: Postgres;
  readonly changes: ChangeLog;
  readonly registry: Registry;
}

/** What follows changes, what cannot and why, and whether it is right. */
export function registerLiveRoutes(app: FastifyInstance, { pg, changes, registry }: LiveRouteDeps): void {
  const routes = typed(app);
  routes.get(
    '/api/v1/live',
    { schema: { summary: 'Live definitions: which are followed, behind, drifted', response: { 200: LiveView } }, config: { capability: 'definitions.read' } },
    async ({ caller }) => {
      const [heads, nodes] = [await changes.heads(), await readNodesOf(pg, caller.workspace)];
      const { forms, obstacles } = await registry.formsOf(caller.workspace, nodes);
      const graph = byName(nodes);
      const definitions = nodes
        .filter(({ refresh }) => refresh === 'live')
        .map((node) => ({
          kind: node.kind,
          key: node.key,
          isFollowed: forms.has(nameOf(node)),
          obstacle: obstacles.get(nameOf(node)) ?? null,
          isBehind: isLiveBehind(graph, node, heads.get(caller.workspace) ?? 0),
          reconciledAt: node.reconciledAt?.toISOString() ?? null,
          drift: node.drift,
        }));
      return { pending: definitions.filter(({ isBehind }) => isBehind).length, definitions };
    },
  );

  const reconciliation = { summary: 'Compare every live definition with a run in full as soon as possible', response: { 202: ReconcileView } };
  routes.post('/api/v1/live/reconcile', { schema: reconciliation, config: { capability: 'definitions.write' } }, async ({ caller }, reply) =>
    reply.code(202).send({ requested: await requestReconciliation(pg, caller.workspace) }),
  );
}
