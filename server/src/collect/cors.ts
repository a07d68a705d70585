import type { IncomingMessage } from 'node:http';

type Headers = Record<string, string>;

/**
 * Web pages of any origin may send events, with credentials (a browser SDK's Authorization header) and read every answer, errors too:
 * origin and headers are echoed, because `*` covers neither credentials nor Authorization.
 */
export function corsHeaders(request: IncomingMessage): Headers {
  const { origin } = request.headers;
  if (origin === undefined) return { 'access-control-allow-origin': '*' };
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After, X-Request-Id',
    vary: 'Origin',
  };
}

const A_DAY_SECONDS = '86400';

/** Browsers ask once a path and header set; a long max-age keeps that from doubling the requests. */
export function preflightHeaders(request: IncomingMessage): Headers {
  const wanted = request.headers['access-control-request-headers'];
  return {
    ...corsHeaders(request),
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': wanted ?? 'Authorization, Content-Type, Content-Encoding, X-Write-Key',
    'access-control-max-age': A_DAY_SECONDS,
    // A page of the internet may send to a collector in the visitor's own network, when that collector is told of it.
    ...(request.headers['access-control-request-private-network'] === 'true' ? { 'access-control-allow-private-network': 'true' } : {}),
    vary: 'Origin, Access-Control-Request-Headers',
  };
}
