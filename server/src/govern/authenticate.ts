import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fault } from '#kernel';
import { type Access, unauthorised } from './access.ts';
import type { Scope } from './types.ts';

const guarded = '/api/v1';

/** Bytes of an Authorization header that could be a key of ours; longer ones are not even hashed. */
const longestSecret = 512;

function secretOf(request: FastifyRequest): string {
  const [scheme, secret, ...rest] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || secret === undefined || secret === '' || rest.length > 0 || secret.length > longestSecret) throw unauthorised();
  return secret;
}

const neededScope = (request: FastifyRequest): Scope =>
  request.routeOptions.config.scope ?? (request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write');

/**
 * Sets `request.caller` on everything under /api/v1, paths that do not exist included (401 before 404), or refuses.
 * `admin` includes the other scopes; `write` does not include `read`: a key that only sends cannot look.
 */
export function registerAuthentication(app: FastifyInstance, deps: { readonly access: Access }): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, reply, done) => {
    if (!isGuarded(request)) return done();
    reply.header('www-authenticate', 'Bearer realm="danqing"');
    const workspace = request.headers['x-workspace'];
    const caller = deps.access.callerOf(secretOf(request), typeof workspace === 'string' ? workspace : undefined);
    const scope = neededScope(request);
    if (!caller.scopes.includes(scope) && !caller.scopes.includes('admin'))
      throw new Fault('DQ_FORBIDDEN', 403, `this needs a key with the scope ${scope}; this one has ${caller.scopes.join(', ')}`);
    reply.removeHeader('www-authenticate');
    request.caller = caller;
    done();
  });
}

/** By the route that was found, not by the URL as sent: no spelling of a path may slip past. */
const isGuarded = (request: FastifyRequest): boolean => (request.routeOptions.url ?? request.url).startsWith(guarded);
