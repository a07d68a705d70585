import { isJsonObject, type JsonValue, objectAt } from '#kernel';
import type { LogRecord } from '#platform';
import { protocolOf } from '../protocol/registry.ts';
import { recordText } from './body.ts';
import { decodeRecord } from './decode.ts';
import type { DecodedEvent } from './decoded-event.ts';
import { parseExactly } from './json.ts';

/** What becomes of one item of a record: it stays, it goes, or its texts are gone through. */
export type ItemFate = 'stays' | 'goes' | ((value: JsonValue) => JsonValue);

/** These hold messages in their own form already: only what goes is touched. */
const isOwnForm = (protocol: string): boolean => protocol === 'segment' || protocol === 'import';

/**
 * The record with some of its events taken out or changed; undefined when all of them stay. As many events are decoded from it as before, at the same places: one that went is no
 * message any more. What the items share goes through the same hands as they do, and goes when nobody is left. A record of another SDK becomes a batch of what was decoded from it;
 * one of a protocol that this version does not know stays: retention takes it.
 */
export function rewriteRecord(record: LogRecord, fateOf: (event: DecodedEvent) => ItemFate): LogRecord | undefined {
  if (!isOwnForm(record.protocol) && protocolOf(record.protocol) === undefined) return undefined;
  const decoded = decodeRecord(record);
  const fates = decoded.map(fateOf);
  if (fates.every((fate) => fate === 'stays')) return undefined;
  const isEmpty = fates.every((fate) => fate === 'goes');
  const rewritten = isOwnForm(record.protocol)
    ? rewriteOwn(record, fates, isEmpty)
    : { batch: decoded.map((event, index) => left(event, fates[index] ?? 'stays')) };
  return {
    ...record,
    ...(isOwnForm(record.protocol) ? {} : { protocol: 'segment', call: 'batch' }),
    ...(isEmpty ? { remoteAddress: '', userAgent: '' } : {}),
    body: Buffer.from(JSON.stringify(rewritten)),
  };
}

function rewriteOwn(record: LogRecord, fates: readonly ItemFate[], isEmpty: boolean): JsonValue {
  const body = parseExactly(recordText(record));
  const isBatch = record.call === 'batch' || record.protocol === 'import';
  const items: readonly JsonValue[] = isBatch && isJsonObject(body) && Array.isArray(body['batch']) ? body['batch'] : isJsonObject(body) ? [body] : [];
  const left = items.map((item, index) => become(item, fates[index] ?? 'stays'));
  const shared =
    isBatch && isJsonObject(body) && !isEmpty && !isTooDeep({ ...body, batch: null })
      ? fates.reduce<JsonValue>((value, fate) => (typeof fate === 'function' ? fate(value) : value), { ...body, batch: null })
      : {};
  return isBatch ? { ...objectAt(shared), batch: left } : (left[0] ?? null);
}

/** Far more than cleaning lets pass; what nests deeper was parked, and cannot be written without running out of stack. */
const mostLevels = 500;

const isTooDeep = (value: unknown, level = 0): boolean =>
  typeof value === 'object' && value !== null && (level >= mostLevels || Object.values(value).some((inner) => isTooDeep(inner, level + 1)));

/** What is no message stays as it is: it names nobody. */
const left = (event: DecodedEvent, fate: ItemFate): unknown => ('invalid' in event ? (isTooDeep(event.raw) ? null : event.raw) : become(event.raw, fate));

const become = (item: JsonValue, fate: ItemFate): JsonValue => (fate === 'goes' || isTooDeep(item) ? null : fate === 'stays' ? item : fate(item));
