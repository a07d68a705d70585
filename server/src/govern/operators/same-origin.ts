import type { FastifyRequest } from 'fastify';
import { Fault } from '#kernel';

const refused = (why: string): Fault => new Fault('DQ_CROSS_SITE', 403, `this was not sent by a page of the console: ${why}`);

/**
 * Refuses what another site may have made a signed-in browser send. Two independent marks must be there: a header that a form cannot
 * set and that CORS lets no stranger set, and an `Origin` that is this server's own (its host as the request names it, or the public URL).
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl: string | undefined): void {
  if (request.headers['x-danqing-console'] !== '1') throw refused('the header X-Danqing-Console: 1 is missing');
  const { origin } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) throw refused('it names no Origin');
  const own = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  if (!isHost(origin, request.host) && new URL(origin).host !== own)
    throw refused(`its Origin ${origin.slice(0, 100)} is another; behind a proxy set DANQING_PUBLIC_URL`);
}

/** Browsers leave the port of the protocol out of one and not of the other. */
function isHost(origin: string, host: string): boolean {
  const there = new URL(origin);
  const here = `${there.protocol}//${host}`;
  return URL.canParse(here) && new URL(here).host === there.host;
}
