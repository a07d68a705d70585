import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '#kernel';

/** As Segment's, Sensors Analytics' and PostHog's SDKs call it. */
const IN_ADDRESS = ['writeKey', 'token', 'api_key'];

/** Jitsu's keys are `id:secret`; ours have no secret, so whatever stands there is accepted. */
const withoutSecret = (key: string): string => key.split(':', 1)[0] ?? key;

/** Where a key stands matters less than that it is known: SDKs leave placeholders in one place and the key in another. */
export function findByWriteKey<Source>(
  byWriteKey: (key: string) => Source | undefined,
  named: { readonly headers: IncomingHttpHeaders; readonly query: URLSearchParams | undefined; readonly inBody: string | undefined },
): Source {
  const { headers, query, inBody } = named;
  const candidates = [
    headers['x-write-key'],
    ...keysIn(headers.authorization),
    ...(query === undefined ? [] : IN_ADDRESS.map((name) => query.get(name))),
    inBody,
  ];
  for (const candidate of candidates) {
    const source = typeof candidate === 'string' ? (byWriteKey(candidate) ?? byWriteKey(withoutSecret(candidate))) : undefined;
    if (source !== undefined) return source;
  }
  throw new Fault(
    'DQ_WRITE_KEY',
    401,
    'the write key is missing or unknown; send it as the user of Basic authorization, as writeKey in the body or the address, or as X-Write-Key',
  );
}

/** The user of Basic, and what is written there: Dittofeed's SDKs send their key as it is, with or without the word. */
function keysIn(authorization = ''): readonly string[] {
  const written = /^basic +(\S+)$/i.exec(authorization)?.[1];
  if (written === undefined) return authorization.includes(' ') ? [] : [authorization];
  return [withoutSecret(Buffer.from(written, 'base64').toString('utf8')), written];
}
