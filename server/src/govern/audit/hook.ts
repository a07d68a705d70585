import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isJsonObject } from '#kernel';
import type { Postgres } from '#platform';
import { scopeOf } from '../scope.ts';
import { isRecorded, recordAudit } from './record.ts';

const mostRead = 65_536;

/**
 * Every change under /api/v1 that succeeded is written to the audit log here, before its answer leaves: who, which route, which object;
 * unless the route has written a fuller entry by `recordAudit` itself.
 * Reads are not (looks at unmasked data write their own entries), nor what people set for themselves (`self`: language, theme).
 * When the entry cannot be written the caller hears an error instead of an unrecorded success.
 */
export function registerAuditHook(app: FastifyInstance, { pg }: { readonly pg: Postgres }): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (isChange(request) && !isRecorded(request.caller) && reply.statusCode < 400 && reply.getHeader('idempotency-replayed') === undefined)
      await recordAudit(pg, request.caller, {
        action: `${request.method} ${request.routeOptions.url ?? ''}`,
        object: objectOf(request, reply.statusCode, payload),
        details: { status: reply.statusCode },
      });
    return payload;
  });
}

function isChange(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD' || scopeOf(request) === 'read';
  return request.caller !== undefined && !isRead && request.routeOptions.config.capability !== 'self';
}

/** The path below /api/v1, without its query; for what was just made, with its key or id. */
function objectOf(request: FastifyRequest, status: number, payload: unknown): string {
  const path = (request.url.split('?')[0] ?? '').replace(/^\/api\/v1\//, '');
  return status === 201 && typeof payload === 'string' && payload.length < mostRead ? `${path}${madeKey(payload)}` : path;
}

function madeKey(payload: string): string {
  const made: unknown = JSON.parse(payload);
  const key = isJsonObject(made) ? (made['key'] ?? made['id']) : undefined;
  return typeof key === 'string' || typeof key === 'number' ? `/${key}` : '';
}
