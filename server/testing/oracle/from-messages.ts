/** A world for the oracle out of messages in Segment's form; whose each is, is taken as the product resolved it. */
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import type { World, WorldAssertion, WorldEntity, WorldEvent } from './world.ts';

export interface SentMessage {
  readonly source: string;
  /** 0–100, of the source. */
  readonly trust: number;
  /** True time, in milliseconds. */
  readonly ts: number;
  readonly message: JsonObject;
}

export const messageKey = (source: string, id: JsonValue | undefined): string => `${source} ${String(id)}`;

const objectAt = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const textAt = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const names: Readonly<Record<string, string>> = { page: 'Page Viewed', screen: 'Screen Viewed', identify: '$identify', group: '$group', alias: '$alias' };

/** Messages that nobody has (`profileOf` gives undefined) are left out: bots and repetitions. */
export function worldOf(
  sent: readonly SentMessage[],
  profileOf: (key: string) => number | undefined,
  rest: Pick<World, 'profiles' | 'entities' | 'consents' | 'tagChanges' | 'segments'>,
): World {
  const known = new Map(sent.map((one) => [messageKey(one.source, one.message['messageId']), one]));
  const placed = [...known].flatMap(([key, one]) => {
    const profile = profileOf(key);
    return profile === undefined ? [] : [{ ...one, profile }];
  });
  return {
    timezone: 'Asia/Shanghai',
    lists: {},
    ...rest,
    events: placed.map(eventOf),
    assertions: placed.flatMap(assertionsOf),
    entities: [...rest.entities, ...accountsOf(sent)],
  };
}

type Placed = SentMessage & { readonly profile: number };

function eventOf({ message, profile, ts, source }: Placed): WorldEvent {
  const type = textAt(message['type']);
  const context = objectAt(message['context']);
  return {
    message: textAt(message['messageId']),
    profile,
    name: names[type] ?? textAt(message['event']),
    type: type === 'track' || type === 'page' || type === 'identify' || type === 'group' || type === 'alias' ? type : 'track',
    ts,
    source,
    pagePath: textAt(objectAt(context['page'])['path']),
    group: textAt(message['groupId']),
    properties: objectAt(message['properties']),
    context: { '$utm.source': textAt(objectAt(context['campaign'])['source']) },
  };
}

function assertionsOf({ message, profile, ts, trust }: Placed): readonly WorldAssertion[] {
  const own = message['type'] === 'group' ? {} : objectAt(message['traits']);
  const leaves = new Map([...leavesOf(objectAt(objectAt(message['context'])['traits']), ''), ...leavesOf(own, '')]);
  return [...leaves].map(([path, value]) => ({ message: textAt(message['messageId']), profile, path, value, ts, trust }));
}

function leavesOf(object: JsonObject, prefix: string): readonly (readonly [string, JsonValue])[] {
  return Object.entries(object).flatMap(([name, value]): readonly (readonly [string, JsonValue])[] => {
    if (value === undefined) return [];
    if (isJsonObject(value) && Object.keys(value).length > 0) return leavesOf(value, `${prefix}${name}.`);
    const cleaned = typeof value === 'string' ? value.trim() : value;
    return cleaned === '' ? [] : [[prefix + name, cleaned]];
  });
}

/** What group calls say of accounts, as versions: what is not said again stays. */
function accountsOf(sent: readonly SentMessage[]): readonly WorldEntity[] {
  const attributes = new Map<string, JsonObject>();
  const groups = sent.filter(({ message }) => message['type'] === 'group').sort((a, b) => a.ts - b.ts);
  return groups.map(({ message, ts }) => {
    const key = textAt(message['groupId']);
    const now = { ...attributes.get(key), ...objectAt(message['traits']) };
    attributes.set(key, now);
    return { kind: 'account', key, ts, attributes: now, isGone: false };
  });
}
