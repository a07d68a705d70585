import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '#kernel';

/** Where a key stands matters less than that it is known: SDKs leave placeholders in one place and the key in another. */
export function findByWriteKey<Source>(
  byWriteKey: (key: string) => Source | undefined,
  named: { readonly headers: IncomingHttpHeaders; readonly query: URLSearchParams | undefined; readonly inBody: string | undefined },
): Source {
  const candidates = [named.headers['x-write-key'], basicUser(named.headers.authorization), named.query?.get('writeKey'), named.inBody];
  for (const candidate of candidates) {
    const source = typeof candidate === 'string' ? byWriteKey(candidate) : undefined;
    if (source !== undefined) return source;
  }
  throw new Fault(
    'DQ_WRITE_KEY',
    401,
    'the write key is missing or unknown; send it as the user of Basic authorization, as writeKey in the body or the address, or as X-Write-Key',
  );
}

function basicUser(authorization: string | undefined): string | undefined {
  if (authorization === undefined || !/^basic /i.test(authorization)) return undefined;
  const pair = Buffer.from(authorization.slice('basic '.length), 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? pair : pair.slice(0, colon);
}
