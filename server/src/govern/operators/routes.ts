import type { FastifyInstance } from 'fastify';
import type { Access } from '../access.ts';
import { registerAuditHook } from '../audit/hook.ts';
import { registerAuditRoutes } from '../audit/routes.ts';
import { registerAccountRoutes } from './account-routes.ts';
import type { OperatorDeps } from './deps.ts';
import { registerInvitationRoutes } from './invitation-routes.ts';
import { registerLinkRoutes } from './link-routes.ts';
import { registerMeRoutes } from './me-routes.ts';
import { endOpenAnswers } from './open-answers.ts';
import { registerPeopleRoutes } from './people-routes.ts';
import { openRate } from './rate.ts';
import { requireSameOrigin } from './same-origin.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';

/** Signing in (/api/auth), the people of a workspace, who am I, and the audit log of it all. Call it after `registerAuthentication`. */
export function registerOperatorRoutes(app: FastifyInstance, deps: OperatorDeps & { readonly access: Access }): void {
  registerAuditHook(app, deps);
  endOpenAnswers(app, deps);
  registerAuditRoutes(app, deps);
  registerMeRoutes(app, deps);
  registerPeopleRoutes(app, deps);
  registerInvitationRoutes(app, deps);

  void app.register(async (entrance) => {
    const rate = openRate(deps.clock);
    entrance.addHook('onRequest', (request, reply, done) => {
      reply.header('cache-control', 'no-store');
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        rate.admit(request.ip);
        requireSameOrigin(request, deps.publicUrl);
      }
      done();
    });
    registerSignInRoutes(entrance, deps);
    registerAccountRoutes(entrance, deps);
    registerLinkRoutes(entrance, deps);
  });
}
