import { isJsonObject, type JsonObject, objectAt } from '#kernel';
import type { DecodedEvent } from '../../decode/decoded-event.ts';
import { understand } from '../ecommerce.ts';
import { isInventedId } from '../ids.ts';
import { type Draft, idOf, messageOf, type Sent, textAt, timestampOf } from '../message.ts';
import { contextIn } from './context.ts';

/** Seconds stay below this until the year 5138; milliseconds were above it in 1973. */
const firstMillisecond = 1e11;

/** The SDKs say seconds, with or without a fraction; some say milliseconds. */
const timeOf = (time: unknown): string | undefined => timestampOf(typeof time === 'number' && time < firstMillisecond ? time * 1000 : time);

/**
 * One event of /track → a message of Segment's form. Servers' SDKs send neither an id nor, often, a time, and never send twice: without both, `place` (where it stands in the log)
 * is its id, because two equal events are two.
 */
export function decodeEvent(index: number, item: unknown, sent: Sent, place: string): DecodedEvent {
  if (!isJsonObject(item)) return { index, invalid: true, raw: item };
  const given = objectAt(item['properties']);
  const timestamp = timeOf(given['time']);
  const [type, draft] = meaningOf(textAt(item['event']) ?? '', given);
  const messageId = idOf(given['$insert_id']) ?? (timestamp === undefined ? place : undefined);
  return messageOf(index, type, { messageId, timestamp, ...draft }, sent);
}

/** Who has a name is said by `$user_id`, or by an id that no SDK would invent. */
export function whoseIs(given: JsonObject, distinctId: unknown): Draft {
  const id = idOf(distinctId);
  const userId = idOf(given['$user_id']);
  const anonymousId = idOf(given['$anon_distinct_id']);
  if (id === undefined) return { userId, anonymousId };
  return isInventedId(id) ? { userId, anonymousId: id } : { userId: id, anonymousId };
}

type Meaning = readonly [type: string, draft: Draft];

function meaningOf(event: string, given: JsonObject): Meaning {
  const whose = whoseIs(given, given['distinct_id']);
  const { context, properties } = contextIn(given);
  switch (event) {
    case '$identify':
      return ['identify', { ...whose, context }];
    case '$create_alias':
    case '$merge':
      return ['alias', { userId: idOf(given['distinct_id']), previousId: idOf(given['alias']), context }];
    case '$mp_web_page_view':
      return ['page', { ...whose, context, properties }];
    default: {
      const understood = understand(event, properties);
      const told = understood.original === undefined ? context : { ...context, originalEvent: understood.original };
      return ['track', { ...whose, event: understood.event, context: told, properties: understood.properties }];
    }
  }
}
