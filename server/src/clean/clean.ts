import { type JsonObject, objectAt, type Outcome, park, pass, storable } from '#kernel';
import { isBotAgent } from './bots.ts';
import { consentsOf } from './consent.ts';
import { contentHash } from './content-hash.ts';
import { columnsOf } from './context.ts';
import { enrich } from './enrich/enrich.ts';
import type { CleanEvent, Origin } from './event.ts';
import type { MessageType } from './message-type.ts';
import { identifiersOf } from './identifiers.ts';
import { checkSize } from './limits.ts';
import { momentOf } from './time.ts';
import { assertionsOf, withOnce } from './traits.ts';

/** What the decoder gives: one message in Segment's form, or something that is no object. */
export type RawEvent =
  | { readonly index: number; readonly type: string; readonly raw: JsonObject; readonly sentAt: number | null }
  | { readonly index: number; readonly invalid: true; readonly raw: unknown };

const types: ReadonlySet<string> = new Set(['track', 'identify', 'page', 'screen', 'group', 'alias']);
const isMessageType = (type: string): type is MessageType => types.has(type);

const storedNames: Readonly<Record<Exclude<MessageType, 'track'>, string>> = {
  page: 'Page Viewed',
  screen: 'Screen Viewed',
  identify: '$identify',
  group: '$group',
  alias: '$alias',
};

const textAt = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? storable(String(value).trim()) : '');

/** Page and screen carry their name and category beside the properties; people look for them among these. */
function propertiesOf(type: MessageType, raw: JsonObject): JsonObject {
  const properties = objectAt(raw['properties']);
  if (type === 'group') return { ...properties, traits: objectAt(raw['traits']) };
  if (type !== 'page' && type !== 'screen') return properties;
  const name = textAt(raw['name']);
  const category = textAt(raw['category']);
  return { ...properties, ...(name === '' ? {} : { name }), ...(category === '' ? {} : { category }) };
}

const repeatsSentAt = (context: JsonObject): boolean => {
  const library = objectAt(context['library'])['name'];
  // What the SDK calls itself, and what its package is called.
  return library === 'analytics-node' || library === 'rudder-sdk-node' || library === '@rudderstack/rudder-sdk-node' || library === 'posthog-node';
};

/**
 * The agent of whoever did it: as the message says, or the request's where a browser sent it. A server's library or a mini-program's gateway speaks for others, and
 * would make a robot of every customer.
 */
const visitorAgent = (context: JsonObject, { userAgent }: Origin): string =>
  textAt(context['userAgent']) || (userAgent.startsWith('Mozilla/') ? userAgent : '');

/** What each type of message cannot do without; undefined when it is there. */
function lackOf(type: MessageType, raw: JsonObject, name: string, isImport: boolean): Outcome<never> | undefined {
  if (name.trim() === '') return park('missing_event_name');
  if (type === 'group' && textAt(raw['groupId']) === '') return park('missing_group_id');
  if (type === 'alias' && textAt(raw['previousId']) === '') return park('missing_previous_id');
  const isNamed = isImport || textAt(raw['userId']) !== '' || textAt(raw['anonymousId']) !== '';
  return isNamed ? undefined : park('missing_id', 'userId or anonymousId is required');
}

/** Shape, types, identifiers, time, limits. Pure: the same message always ends the same way. */
export function cleanEvent(event: RawEvent, origin: Origin): Outcome<CleanEvent> {
  if ('invalid' in event) return park('not_an_object');
  const { raw, type, index } = event;
  const size = checkSize(raw, origin.isImport);
  if (!size.fits) return park(size.reason, size.detail);
  if (!isMessageType(type)) return park('unknown_type', type.slice(0, 100));
  const name = type === 'track' ? (typeof raw['event'] === 'string' ? storable(raw['event']) : '') : storedNames[type];
  const lack = lackOf(type, raw, name, origin.isImport);
  if (lack !== undefined) return lack;

  const context = objectAt(raw['context']);
  const personTraits = type === 'group' ? [objectAt(context['traits'])] : [objectAt(context['traits']), objectAt(raw['traits'])];
  const identifiers = identifiersOf(raw, personTraits, context, origin, type);
  if (identifiers.length === 0) return park('no_usable_identifier', 'every identifier is masked, blocked or malformed');

  const timestamp = raw['timestamp'] ?? raw['originalTimestamp'];
  const time = momentOf({
    timestamp,
    sentAt: event.sentAt,
    receivedAt: origin.receivedAt,
    zone: origin.timezone,
    isImport: origin.isImport,
    repeatsSentAt: repeatsSentAt(context),
  });
  if ('park' in time) return park(time.park, JSON.stringify(timestamp ?? null).slice(0, 100));

  const columns = columnsOf(raw, context, origin);
  const agent = visitorAgent(context, origin);
  const isBot = isBotAgent(agent);
  const { enrich: enricher } = origin;
  const completed = enricher === undefined ? context : enrich({ type, context, columns, isBot, agent }, enricher);
  return pass({
    origin,
    index,
    messageId: storable(textAt(raw['messageId']).slice(0, 512)) || contentHash(raw),
    type,
    name,
    ...time,
    isBot,
    identifiers,
    previousId: type === 'alias' ? textAt(raw['previousId']) : undefined,
    groupId: textAt(raw['groupId']),
    traits: withOnce(assertionsOf(personTraits), raw['traitsOnce']),
    consents: consentsOf(raw, context, origin.isImport),
    properties: propertiesOf(type, raw),
    context: completed,
    columns,
  });
}
