import { Fault } from '#kernel';
import type { LogEntry, LogPosition, LogRecord } from './types.ts';

/**
 * The stored form of one record: a version byte, the header's length (uint32, little endian), the header as a JSON array, the raw body.
 * An array and not an object: the header is written once per request on the hottest path, and its names would be half of it.
 */
const VERSION = 1;
const PREFIX_BYTES = 5;

type Header = readonly [
  workspace: number,
  sourceId: number,
  protocol: string,
  call: string,
  receivedAt: number,
  remoteAddress: string,
  userAgent: string,
  events: number,
  importId?: string,
];

export function encodeRecord(entry: LogEntry): Buffer {
  const fields = [entry.workspace, entry.sourceId, entry.protocol, entry.call, entry.receivedAt, entry.remoteAddress, entry.userAgent, entry.events];
  const header = JSON.stringify(entry.importId === undefined ? fields : [...fields, entry.importId]);
  const headerBytes = Buffer.byteLength(header);
  const record = Buffer.allocUnsafe(PREFIX_BYTES + headerBytes + entry.body.byteLength);
  record.writeUInt8(VERSION, 0);
  record.writeUInt32LE(headerBytes, 1);
  record.write(header, PREFIX_BYTES);
  record.set(entry.body, PREFIX_BYTES + headerBytes);
  return record;
}

export function decodeStored(position: LogPosition, stored: Buffer): LogRecord {
  const bodyAt = PREFIX_BYTES + stored.readUInt32LE(1);
  const header: unknown = JSON.parse(stored.toString('utf8', PREFIX_BYTES, bodyAt));
  if (!isHeader(header)) throw new Fault('DQ_LOG_DAMAGED', 500, `the event log's record ${position} has no header that this version reads`);
  const [workspace, sourceId, protocol, call, receivedAt, remoteAddress, userAgent, events, importId] = header;
  const record = { position, workspace, sourceId, protocol, call, receivedAt, remoteAddress, userAgent, events, body: stored.subarray(bodyAt) };
  return importId === undefined ? record : { ...record, importId };
}

/** Written by `encodeRecord` alone and covered by the store's own checks: its first field tells enough. */
const isHeader = (value: unknown): value is Header => Array.isArray(value) && value.length >= 8 && typeof value[0] === 'number';
