import { isJsonObject, type JsonObject, type JsonValue, objectAt } from '#kernel';
import type { DecodedEvent } from '../../decode/decoded-event.ts';
import { compact, type Draft, idOf, messageOf, reservedIn, type Sent, some, timestampOf } from '../message.ts';
import { knownIn, unsetOf } from '../operation.ts';

import { whoseIs } from './decode.ts';

/** Preset traits: the same without the mark, but for those that have another name here. */
const names: Readonly<Record<string, string>> = { $first_name: 'firstName', $last_name: 'lastName', $created: 'createdAt' };

function traitsIn(value: JsonValue | undefined): JsonObject {
  const { own, reserved } = reservedIn(objectAt(value));
  return compact({
    ...Object.fromEntries(Object.entries(reserved).map(([name, one]) => [(Object.hasOwn(names, name) ? names[name] : undefined) ?? name.slice(1), one])),
    ...own,
  });
}

const operations: readonly string[] = ['$add', '$append', '$union', '$remove', '$delete', '$increment'];

const unsetIn = (value: JsonValue | undefined): JsonObject =>
  Array.isArray(value)
    ? Object.fromEntries(Object.entries(unsetOf(value.flatMap((one: JsonValue) => (typeof one === 'string' ? [one.replace(/^\$/, '')] : [])))))
    : {};

/** What was asked beside setting, each under its name. */
const askedIn = (item: JsonObject, names: readonly string[]): JsonObject =>
  names.reduce<JsonObject>((all, name) => ({ ...all, [name.slice(1)]: isJsonObject(item[name]) ? traitsIn(item[name]) : {} }), {
    operation: names.map((name) => name.slice(1)).join(' '),
  });

/** What is said of somebody's traits, whoever it is. */
function said(item: JsonObject): Draft {
  const asked = operations.filter((name) => Object.hasOwn(item, name));
  return {
    traits: some({ ...traitsIn(item['$set']), ...unsetIn(item['$unset']) }),
    traitsOnce: some(knownIn(traitsIn(item['$set_once']))),
    properties: asked.length === 0 ? undefined : askedIn(item, asked),
  };
}

/** One update of /engage → an identify. Nothing in it tells a repetition, so its place in the log is its id. */
export function decodeUpdate(index: number, item: unknown, sent: Sent, place: string): DecodedEvent {
  if (!isJsonObject(item)) return { index, invalid: true, raw: item };
  const context = some({ ip: item['$ip'] === 0 ? undefined : item['$ip'], device: some({ id: item['$device_id'] }) });
  return messageOf(
    index,
    'identify',
    { messageId: place, timestamp: timestampOf(item['$time']), ...whoseIs(item, item['$distinct_id']), context, ...said(item) },
    sent,
  );
}

/** One update of /groups → what is said of an account. */
export function decodeGroup(index: number, item: unknown, sent: Sent, place: string): DecodedEvent {
  if (!isJsonObject(item)) return { index, invalid: true, raw: item };
  const { traits, traitsOnce } = said(item);
  const attributes = compact({ ...objectAt(traitsOnce ?? null), ...objectAt(traits ?? null), group_type: idOf(item['$group_key']) });
  return messageOf(index, 'item', { messageId: place, kind: 'account', key: idOf(item['$group_id']), traits: attributes }, sent);
}
