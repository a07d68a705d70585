import type { FastifyInstance } from 'fastify';
import type { Clock } from '#kernel';
import type { Postgres } from '#platform';
import { registerCommentRoutes } from './comment/routes.ts';
import { registerHistoryHook } from './history/hook.ts';
import { registerHistoryRoutes } from './history/routes.ts';
import { registerProposalHook } from './proposal/hook.ts';
import { registerProposalRoutes } from './proposal/routes.ts';

export interface CollaborateDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
}

/** Behind idempotency, before the hook that masks. */
export function registerCollaborationHooks(app: FastifyInstance, deps: CollaborateDeps): void {
  registerProposalHook(app, deps);
  registerHistoryHook(app, deps);
}

export function registerCollaborationRoutes(app: FastifyInstance, deps: CollaborateDeps): void {
  registerCommentRoutes(app, deps);
  registerHistoryRoutes(app, deps);
  registerProposalRoutes(app, deps);
}
