import { longestWords, reasonHeader } from '@danqing/contracts';
import type { FastifyRequest } from 'fastify';
import { storable } from '#kernel';

/** Why somebody changes a definition, as its header says; what cannot be read says nothing. */
export function reasonOf(request: FastifyRequest): string {
  const header = request.headers[reasonHeader];
  if (typeof header !== 'string') return '';
  try {
    return storable(decodeURIComponent(header).trim()).slice(0, longestWords);
  } catch {
    return '';
  }
}
