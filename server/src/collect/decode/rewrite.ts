import { isJsonObject, type JsonValue } from '#kernel';
import type { LogRecord } from '#platform';
import { plainBytes, textOfBytes } from './body.ts';
import { decodeRecord, maxRecordBytes } from './decode.ts';
import type { DecodedEvent } from './decoded-event.ts';
import { parseExactly } from './json.ts';

/** What becomes of one item of a record: it stays, it goes, or its texts are gone through. */
export type ItemFate = 'stays' | 'goes' | ((value: JsonValue) => JsonValue);

const rewritable: readonly string[] = ['segment', 'import'];

/**
 * The record with some of its events taken out or changed; undefined when all of them stay. As many events are decoded from it as before, at the same places: one that went is no
 * message any more. What the items share goes through the same hands as they do, and goes when nobody is left. Records of other protocols stay: retention takes them.
 */
export function rewriteRecord(record: LogRecord, fateOf: (event: DecodedEvent) => ItemFate): LogRecord | undefined {
  if (!rewritable.includes(record.protocol)) return undefined;
  const fates = decodeRecord(record).map(fateOf);
  if (fates.every((fate) => fate === 'stays')) return undefined;
  const bytes = Buffer.from(record.body.buffer, record.body.byteOffset, record.body.byteLength);
  const body = parseExactly(textOfBytes(plainBytes(bytes, maxRecordBytes)));
  const isBatch = record.call === 'batch' || record.protocol === 'import';
  const items: readonly JsonValue[] = isBatch && isJsonObject(body) && Array.isArray(body['batch']) ? body['batch'] : isJsonObject(body) ? [body] : [];
  const left = items.map((item, index) => become(item, fates[index] ?? 'stays'));
  const isEmpty = fates.every((fate) => fate === 'goes');
  const shared =
    isBatch && isJsonObject(body) && !isEmpty
      ? fates.reduce<JsonValue>((value, fate) => (typeof fate === 'function' ? fate(value) : value), { ...body, batch: null })
      : {};
  const rewritten = isBatch ? { ...(isJsonObject(shared) ? shared : {}), batch: left } : (left[0] ?? null);
  return { ...record, ...(isEmpty ? { remoteAddress: '', userAgent: '' } : {}), body: Buffer.from(JSON.stringify(rewritten)) };
}

const become = (item: JsonValue, fate: ItemFate): JsonValue => (fate === 'goes' ? null : fate === 'stays' ? item : fate(item));
