import type { FastifyInstance } from 'fastify';
import type { LinkRoutesDeps } from './deps.ts';
import { registerReviewRoutes } from './review/routes.ts';
import { registerRunRoutes } from './run/routes.ts';
import { registerSettingsRoutes } from './settings/routes.ts';

/** Linkage of a workspace's profiles: configuration, runs, review. */
export function registerLinkRoutes(app: FastifyInstance, deps: LinkRoutesDeps): void {
  registerSettingsRoutes(app, deps);
  registerRunRoutes(app, deps);
  registerReviewRoutes(app, deps);
}
