import { isJsonObject, type JsonObject, objectAt } from '#kernel';
import { instantOf } from '../../decode/instant.ts';
import type { DecodedEvent } from '../../decode/decoded-event.ts';
import { understand } from '../ecommerce.ts';
import { type Draft, idOf, messageOf, textAt, timestampOf } from '../message.ts';
import { knownIn, operationOf, unsetOf } from '../operation.ts';
import { contextIn, traitsIn } from './context.ts';
import { identitiesOf, isInvented, named, whoseIs } from './identity.ts';
import { itemOf } from './item.ts';

/** Events that the SDKs send themselves and that have a name here. */
const presets: Readonly<Record<string, string>> = {
  $SignUp: 'Signed In',
  $AppStart: 'Application Opened',
  $MPLaunch: 'Application Opened',
  $AppInstall: 'Application Installed',
  $AppEnd: 'Application Backgrounded',
  $MPHide: 'Application Backgrounded',
};

const pages: ReadonlySet<string> = new Set(['$pageview']);
const screens: ReadonlySet<string> = new Set(['$AppViewScreen', '$MPViewScreen', '$MPPageShow']);

/** One item of a request → a message of Segment's form. What is none stays as it is, for quarantine. */
export function decodeItem(index: number, item: unknown, receivedAt: number): DecodedEvent {
  if (!isJsonObject(item)) return { index, invalid: true, raw: item };
  const sent = { receivedAt, sentAt: instantOf(item['_flush_time']) };
  const type = textAt(item['type']) ?? '';
  const common: Draft = { messageId: idIn(item, type), timestamp: timestampOf(item['time']) };
  const [kind, draft] = type.startsWith('item_') ? ['item', itemOf(type, item)] : meaningOf(type, item);
  return messageOf(index, kind, { ...common, ...draft }, sent);
}

/** `_track_id` has ten digits at most: two in a million collide on a busy day. With whose it is, and when, it tells. */
function idIn(item: JsonObject, type: string): string | undefined {
  const id = idOf(item['_track_id']);
  if (id === undefined) return undefined;
  const whose = idOf(item['distinct_id']) ?? `${idOf(item['item_type']) ?? ''}/${idOf(item['item_id']) ?? ''}`;
  // Of one millisecond the greatest id stands: what was written and removed in it is gone.
  const kind = type === 'item_delete' ? 'item_to_delete' : type;
  return `${kind}:${id}:${idOf(item['time']) ?? ''}:${whose}`.slice(0, 500);
}

type Meaning = readonly [type: string, draft: Draft];

function meaningOf(type: string, item: JsonObject): Meaning {
  const whose = whoseIs(item);
  const properties = objectAt(item['properties']);
  const said = (draft: Draft): Meaning => ['identify', { ...named(whose), ...draft }];
  switch (type) {
    case 'track':
      return eventOf(item, named(whose));
    case 'track_signup':
      return signUp(item);
    case 'track_id_bind':
      return said({ context: contextIn(item, undefined).context });
    case 'track_id_unbind':
      // To let somebody go is a decision for people; the identity itself is not said to be theirs again.
      return ['identify', { ...named({ ...whose, identifiers: undefined }), ...operationOf('unbind', identitiesOf(item)) }];
    case 'profile_set':
      return said({ traits: traitsIn(properties) });
    case 'profile_set_once':
      return said({ traitsOnce: knownIn(traitsIn(properties)) });
    case 'profile_unset':
      return said({ traits: unsetOf(Object.keys(traitsIn(properties))) });
    case 'profile_increment':
    case 'profile_append':
    case 'profile_delete':
      return said(operationOf(type.slice('profile_'.length), traitsIn(properties)));
    default:
      return [type, { ...named(whose), ...item }];
  }
}

function eventOf(item: JsonObject, who: Draft): Meaning {
  const sent = textAt(item['event']) ?? '';
  const preset = Object.hasOwn(presets, sent) ? presets[sent] : undefined;
  const { context, properties } = contextIn(item, preset === undefined ? undefined : sent);
  if (pages.has(sent)) return ['page', { ...who, context, properties }];
  if (screens.has(sent)) return ['screen', { ...who, context, name: screenOf(item), properties }];
  if (preset !== undefined) return ['track', { ...who, event: preset, context, properties }];
  const understood = understand(sent, properties);
  const told = understood.original === undefined ? context : { ...context, originalEvent: understood.original };
  return ['track', { ...who, event: understood.event, context: told, properties: understood.properties }];
}

const screenOf = ({ properties }: JsonObject): string | undefined => {
  const { $screen_name: screen, $title: title, $url_path: path } = objectAt(properties);
  return textAt(title) ?? textAt(screen) ?? textAt(path);
};

/**
 * A visitor becomes a customer. An id that an SDK invented goes along as the anonymous one, so that two customers of one device stay two; one that a server made up itself may have been
 * taken for a customer's before, and is told to be the same.
 */
function signUp(item: JsonObject): Meaning {
  const whose = whoseIs(item);
  const userId = whose.userId ?? idOf(item['distinct_id']);
  const original = idOf(item['original_id']);
  if (original !== undefined && whose.anonymousId === undefined && !isInvented(original)) {
    const { context, properties } = contextIn(item, textAt(item['event']));
    return ['alias', { userId, identifiers: whose.identifiers, previousId: original, context, properties }];
  }
  return eventOf(item, named({ userId, anonymousId: whose.anonymousId ?? original, identifiers: whose.identifiers }));
}
