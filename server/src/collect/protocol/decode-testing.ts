/** Decodes what an SDK sent, for tests. */
import type { LogRecord } from '#platform';
import { decodeRecord } from '../decode/decode.ts';
import type { DecodedEvent } from '../decode/decoded-event.ts';
import type { JsonObject } from '#kernel';

export const receivedAt = Date.UTC(2026, 10, 22, 12);

/** The events of one request with this body. */
export const decodedFrom = (protocol: string, body: unknown, more: Partial<LogRecord> & { readonly events?: number } = {}): readonly DecodedEvent[] =>
  decodeRecord({
    position: 9,
    workspace: 1,
    sourceId: 1,
    protocol,
    call: '',
    receivedAt,
    remoteAddress: '',
    userAgent: '',
    events: Array.isArray(body) ? body.length : 1,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    ...more,
  });

/** The only message of a request. */
export function messageFrom(protocol: string, body: unknown, more: Partial<LogRecord> = {}): JsonObject {
  const [event] = decodedFrom(protocol, body, { events: 1, ...more });
  if (event === undefined || 'invalid' in event) throw new Error('no message was decoded');
  return event.raw;
}
