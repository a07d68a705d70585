import type { FastifyRequest } from 'fastify';
import type { Scope } from './types.ts';

/** The scope that a key needs for this route: what it says, or `read` for GET and `write` otherwise. */
export const scopeOf = (request: FastifyRequest): Scope =>
  request.routeOptions.config.scope ?? (request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write');
