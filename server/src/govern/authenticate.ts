import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '#kernel';
import { type Access, unauthorised } from './access.ts';
import { scopeOf } from './scope.ts';
import type { Sessions } from './operators/sessions.ts';
import type { Caller } from './types.ts';

const guarded = '/api/v1';

/** Bytes of an Authorization header that could be a key of ours; longer ones are not even hashed. */
const longestSecret = 512;

function secretOf(request: FastifyRequest): string {
  const [scheme, secret, ...rest] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || secret === undefined || secret === '' || rest.length > 0 || secret.length > longestSecret) throw unauthorised();
  return secret;
}

/**
 * Sets `request.caller` on everything under /api/v1, paths that do not exist included (401 before 404), or refuses. A key that is sent
 * counts before a session; a session may use what its role includes, a key what its scopes say: `admin` includes the other scopes,
 * `write` does not include `read` (a key that only sends cannot look). Without `sessions` only keys open.
 */
export function registerAuthentication(app: FastifyInstance, deps: { readonly access: Access; readonly sessions?: Sessions }): void {
  const { access, sessions } = deps;
  app.decorateRequest('caller');
  app.decorateRequest('signedIn');
  app.addHook('onRequest', async (request, reply) => {
    if (!isGuarded(request)) return;
    request.caller = sessions?.isFor(request) === true ? await sessions.callerOf(request, reply) : keyHolder(request, reply, access);
  });
}

function keyHolder(request: FastifyRequest, reply: FastifyReply, access: Access): Caller {
  reply.header('www-authenticate', 'Bearer realm="danqing"');
  const workspace = request.headers['x-workspace'];
  const caller = access.callerOf(secretOf(request), typeof workspace === 'string' ? workspace : undefined);
  const scope = scopeOf(request);
  if (!caller.scopes.includes(scope) && !caller.scopes.includes('admin'))
    throw new Fault('DQ_FORBIDDEN', 403, `this needs a key with the scope ${scope}; this one has ${caller.scopes.join(', ')}`);
  reply.removeHeader('www-authenticate');
  return caller;
}

/** By the route that was found, not by the URL as sent: no spelling of a path may slip past. */
const isGuarded = (request: FastifyRequest): boolean => (request.routeOptions.url ?? request.url).startsWith(guarded);
