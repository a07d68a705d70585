/** Takes a request through a door, the log's form of it, decoding, and an erasure; for tests. */
import { Fault } from '#kernel';
import type { LogRecord } from '#platform';
import { decodeRecord } from '../decode/decode.ts';
import type { DecodedEvent } from '../decode/decoded-event.ts';
import { rewriteRecord } from '../decode/rewrite.ts';
import type { Admission, Door, Method } from './door.ts';
import { protocols } from './registry.ts';

/** Webhooks have doors of their own, and a test of strange deliveries. */
const withDoors = protocols.filter(({ doors }) => Object.keys(doors).length > 0);

/** The adapters that have doors. */
export const doorProtocols: readonly string[] = withDoors.map(({ name }) => name);

/** The place (`doorPlace`) of one protocol's doors: `place` (0 ≤ … < 1) is then one of its own. */
export const placeWithin = (protocol: string, place: number): number => (doorProtocols.indexOf(protocol) + place) / doorProtocols.length;

/** Each protocol as often as any other, whatever the number of its doors. */
function doorAt(place: number): Door | undefined {
  const at = place * withDoors.length;
  const doors = Object.values(withDoors[Math.floor(at)]?.doors ?? {});
  return doors[Math.floor((at % 1) * doors.length)];
}

interface Tried {
  readonly record: LogRecord;
  readonly decoded: readonly DecodedEvent[];
}

/** Throws where anything is not as it must be; undefined when the request was refused as it may be. */
export function tryRequest({ method, bytes, doorPlace }: { readonly method: Method; readonly bytes: Buffer; readonly doorPlace: number }): Tried | undefined {
  const door = doorAt(doorPlace);
  if (door === undefined) throw new Error('there is no such door');
  const admission = admitOr(door, method, bytes);
  if (admission === undefined) return undefined;
  const record: LogRecord = {
    position: 1,
    workspace: 1,
    sourceId: 1,
    protocol: door.protocol,
    call: admission.call ?? door.call,
    receivedAt: 1_795_351_942_190,
    remoteAddress: '',
    userAgent: '',
    events: admission.events,
    body: admission.body,
  };
  const decoded = decodeRecord(record);
  decoded.forEach((event, index) => {
    if (event.index !== index) throw new Error(`event ${index} stands at ${event.index}`);
    if (!('invalid' in event) && typeof event.raw !== 'object') throw new Error(`event ${index} is no object`);
  });
  if (decoded.length !== admission.events) throw new Error(`${admission.events} admitted, ${decoded.length} decoded`);
  checkErasure(record, decoded);
  return { record, decoded };
}

function admitOr(door: Door, method: Method, bytes: Buffer): Admission | undefined {
  const search = bytes.toString('latin1');
  try {
    return door.admit({ method, bytes, headers: {}, query: method === 'GET' ? new URLSearchParams(search) : undefined });
  } catch (error) {
    if (error instanceof Fault && error.status === 400) return undefined;
    throw error;
  }
}

/** The first event goes: every other one must be decoded from the rewritten record as it was. */
function checkErasure(record: LogRecord, decoded: readonly DecodedEvent[]): void {
  const rewritten = rewriteRecord(record, ({ index }) => (index === 0 ? 'goes' : 'stays'));
  if (rewritten === undefined) {
    if (decoded.length > 0) throw new Error('an event that goes stays');
    return;
  }
  const after = decodeRecord({ ...record, ...rewritten });
  const before = JSON.stringify(decoded.slice(1));
  if (JSON.stringify(after.slice(1)) !== before || after.length !== decoded.length)
    throw new Error(`an erasure changed others: ${before} → ${JSON.stringify(after)}`);
}
