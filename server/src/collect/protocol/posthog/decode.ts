import { isJsonObject, type JsonObject, type JsonValue, objectAt } from '#kernel';
import type { DecodedEvent } from '../../decode/decoded-event.ts';
import { understand } from '../ecommerce.ts';
import { isInventedId } from '../ids.ts';
import { compact, type Draft, idOf, messageOf, type Sent, textAt, timestampOf } from '../message.ts';
import { knownIn, unsetOf } from '../operation.ts';
import { contextIn } from './context.ts';

/** One captured event → a message of Segment's form. */
export function decodeEvent(index: number, item: unknown, sent: Sent): DecodedEvent {
  if (!isJsonObject(item)) return { index, invalid: true, raw: item };
  const [type, draft] = meaningOf(item);
  return messageOf(index, type, { messageId: idOf(item['uuid']) ?? idOf(propertiesOf(item)['$insert_id']), timestamp: timeOf(item, sent), ...draft }, sent);
}

const propertiesOf = (item: JsonObject): JsonObject => objectAt(item['properties']);

/** Older browser SDKs say how long ago it was (`offset`, ms) instead of when. */
function timeOf({ timestamp, offset }: JsonObject, { sentAt, receivedAt }: Sent): string | undefined {
  if (timestamp !== undefined && timestamp !== null) return timestampOf(timestamp);
  return typeof offset === 'number' ? timestampOf((sentAt ?? receivedAt) - offset) : undefined;
}

/** The SDK says itself who has a name: by `$user_id`, by `$is_identified`, by the anonymous id beside it. Where it says nothing, an id that was invented is nobody's yet. */
function whoseIs(item: JsonObject, properties: JsonObject): Draft {
  const id = idOf(item['distinct_id']) ?? idOf(properties['distinct_id']);
  const anonymousId = idOf(properties['$anon_distinct_id']);
  if (id === undefined) return { anonymousId };
  const isNamed =
    idOf(properties['$user_id']) === id ||
    properties['$is_identified'] === true ||
    (anonymousId !== undefined && anonymousId !== id) ||
    (properties['$is_identified'] !== false && idOf(properties['$device_id']) !== id && !isInventedId(id));
  return isNamed ? { userId: id, anonymousId: anonymousId === id ? undefined : anonymousId } : { anonymousId: id };
}

/** Traits of the SDK's own lose their mark, where nothing else has that name. */
const traitsOf = (value: JsonValue | undefined): JsonObject => {
  const sent = objectAt(value);
  return Object.fromEntries(Object.entries(sent).map(([name, one]) => [bare(name, sent), one]));
};

const bare = (name: string, sent: JsonObject): string =>
  name.startsWith('$') && name.length > 1 && !Object.hasOwn(sent, name.slice(1)) ? name.slice(1) : name;

const namesIn = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.flatMap((one: JsonValue) => (typeof one === 'string' ? [one] : [])) : [];

interface Said {
  readonly traits: JsonObject | undefined;
  readonly traitsOnce: JsonObject | undefined;
}

/** `$set`, `$set_once` and `$unset` stand beside the properties or among them. */
function traitsIn(item: JsonObject, properties: JsonObject): Said {
  const set = { ...traitsOf(properties['$set']), ...traitsOf(item['$set']), ...unsetOf(namesIn(item['$unset'] ?? properties['$unset'])) };
  const once = knownIn({ ...traitsOf(properties['$set_once']), ...traitsOf(item['$set_once']) });
  return { traits: Object.keys(set).length === 0 ? undefined : set, traitsOnce: Object.keys(once).length === 0 ? undefined : once };
}

/** The account of an event: its `company` or `organization`, or the first group it names. */
function groupOf(properties: JsonObject): string | undefined {
  const groups = objectAt(properties['$groups']);
  return idOf(groups['company'] ?? groups['organization'] ?? Object.values(groups)[0]);
}

type Meaning = readonly [type: string, draft: Draft];

function meaningOf(item: JsonObject): Meaning {
  const sentProperties = propertiesOf(item);
  const event = textAt(item['event']) ?? '';
  const whose = whoseIs(item, sentProperties);
  const { traits, traitsOnce } = traitsIn(item, sentProperties);
  const { context, properties } = contextIn(sentProperties);
  const about: Draft = { ...whose, traitsOnce, groupId: groupOf(sentProperties) };
  switch (event) {
    case '$identify':
    case '$set':
      return ['identify', { ...about, traits, context }];
    case '$create_alias':
    case '$merge_dangerously':
      return ['alias', { userId: idOf(sentProperties['distinct_id']) ?? idOf(item['distinct_id']), previousId: idOf(sentProperties['alias']), context }];
    case '$groupidentify':
      return [
        'item',
        {
          kind: 'account',
          key: idOf(sentProperties['$group_key']),
          traits: { ...objectAt(sentProperties['$group_set']), group_type: sentProperties['$group_type'] ?? null },
        },
      ];
    case '$pageview':
      return ['page', { ...about, context: withTraits(context, traits), properties }];
    case '$screen':
      return ['screen', { ...about, name: textAt(sentProperties['$screen_name']), context: withTraits(context, traits), properties }];
    default: {
      const understood = understand(event, properties);
      return [
        'track',
        { ...about, event: understood.event, context: withTraits({ ...context, ...original(understood.original) }, traits), properties: understood.properties },
      ];
    }
  }
}

const original = (name: string | undefined): JsonObject => (name === undefined ? {} : { originalEvent: name });
const withTraits = (context: JsonObject, traits: JsonObject | undefined): JsonObject => compact({ ...context, traits });
