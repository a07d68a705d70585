import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '#kernel';

/** The ETag of a thing with a version: what `If-Match` must say to change it. */
export const etagOf = (version: number): string => `"${version}"`;

export const sendEtag = (reply: FastifyReply, version: number): void => {
  reply.header('etag', etagOf(version));
};

/**
 * Refuses to overwrite somebody else's edit: with `If-Match`, the thing must still have that version (412 otherwise).
 * Without the header the caller takes what comes.
 */
export function requireMatch(request: FastifyRequest, version: number): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined || wanted === '*') return;
  const tags = wanted.split(',').map((tag) => tag.trim());
  if (!tags.includes(etagOf(version))) {
    throw new Fault(
      'DQ_CHANGED_MEANWHILE',
      412,
      `somebody changed this since you read it; it is at version ${version} now: read it again and repeat the change`,
    );
  }
}
