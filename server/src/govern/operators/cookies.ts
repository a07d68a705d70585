import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookiePrefix, type Visitor } from './library.ts';

/** Whether the browser may hold a session; a cheap look before any query. */
export const hasSessionCookie = (request: FastifyRequest): boolean => (request.headers.cookie ?? '').includes(`${cookiePrefix}.session_token=`);

export const visitorOf = (request: FastifyRequest): Visitor => ({
  cookie: request.headers.cookie,
  address: request.ip,
  agent: request.headers['user-agent']?.slice(0, 300),
});

/**
 * Hands cookies on. Behind HTTPS they are marked Secure; whoever claims HTTPS falsely in a header only keeps the cookie from themselves.
 * They are HttpOnly, SameSite=Lax and without Domain from the library.
 */
export function sendCookies(request: FastifyRequest, reply: FastifyReply, cookies: readonly string[]): void {
  const isSecure = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  for (const cookie of cookies) reply.header('set-cookie', isSecure && !/;\s*secure/i.test(cookie) ? `${cookie}; Secure` : cookie);
}
