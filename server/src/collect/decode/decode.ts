import { Fault } from '#kernel';
import type { LogRecord } from '#platform';
import { protocolOf } from '../protocol/registry.ts';
import { decodeSegment } from '../protocol/segment/decode.ts';
import { recordText } from './body.ts';
import type { DecodedEvent } from './decoded-event.ts';
import { parseExactly } from './json.ts';

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
  try {
    return record.protocol === 'import' ? decodeImport(record) : (protocolOf(record.protocol)?.decode(record) ?? []);
  } catch (error) {
    // The collector refused such bodies with these faults; one that is in the log all the same has nothing to decode.
    if (error instanceof Fault) return [];
    throw error;
  }
}

/** Files and the API write Segment's form themselves; their clock is nobody's device. */
const decodeImport = (record: LogRecord): readonly DecodedEvent[] =>
  decodeSegment('batch', parseExactly(recordText(record)), record.receivedAt).map((event) => ('invalid' in event ? event : { ...event, sentAt: null }));
