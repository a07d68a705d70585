import type { FastifyInstance } from 'fastify';
import type { AskDeps } from './deps.ts';
import { registerDownloadRoute } from './download.ts';
import { registerQuestionRoutes } from './question-routes.ts';
import { endOrphans } from './run.store.ts';
import { registerRunRoutes } from './run-routes.ts';
import { openRuns } from './runs.ts';

/** The analysts' room. Statements run in this process; what one that died left open is closed when this one begins. */
export function registerAskRoutes(app: FastifyInstance, deps: AskDeps): void {
  const runs = openRuns(deps);
  app.addHook('onReady', () => endOrphans(deps.pg, new Date(deps.clock.now())));
  app.addHook('onClose', () => runs.close());
  registerRunRoutes(app, deps, runs);
  registerQuestionRoutes(app, deps, runs);
  registerDownloadRoute(app, deps);
}
