import { Fault } from '#kernel';
import type { LogRecord } from '#platform';
import { plainBytes, textOfBytes } from './body.ts';
import type { DecodedEvent } from './decoded-event.ts';
import { parseExactly } from './json.ts';
import { decodeSegment } from './segment.ts';

type Adapter = (record: LogRecord, body: unknown) => readonly DecodedEvent[];

/** One adapter a protocol. Each gives messages in Segment's form; imports write that form themselves. */
const adapters: Readonly<Record<string, Adapter>> = {
  segment: ({ call, receivedAt }, body) => decodeSegment(call, body, receivedAt),
  import: ({ receivedAt }, body) => decodeSegment('batch', body, receivedAt).map(withoutSkew),
};

/** What is in the log was admitted: imports write larger bodies than the collector takes. The bound is only against damage. */
export const maxRecordBytes = 64 * 1024 * 1024;

const withoutSkew = (event: DecodedEvent): DecodedEvent => ('invalid' in event ? event : { ...event, sentAt: null });

/**
 * The events of a record: always as many as it was accepted with, so that the counters add up whatever the body turns out to be
 * (a damaged disk, a record of an older version). What is missing is given as invalid and ends in quarantine.
 */
export function decodeRecord(record: LogRecord): readonly DecodedEvent[] {
  const decoded = decodeOr(record);
  if (decoded.length === record.events) return decoded;
  return Array.from({ length: record.events }, (_, index) => decoded[index] ?? { index, invalid: true, raw: null });
}

function decodeOr(record: LogRecord): readonly DecodedEvent[] {
  const adapter = Object.hasOwn(adapters, record.protocol) ? adapters[record.protocol] : undefined;
  if (adapter === undefined) return [];
  try {
    const bytes = Buffer.from(record.body.buffer, record.body.byteOffset, record.body.byteLength);
    return adapter(record, parseExactly(textOfBytes(plainBytes(bytes, maxRecordBytes))));
  } catch (error) {
    // The collector refused such bodies with these faults; one that is in the log all the same has nothing to decode.
    if (error instanceof Fault) return [];
    throw error;
  }
}
