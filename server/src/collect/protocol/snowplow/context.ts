import { isJsonObject, type JsonObject, type JsonValue, objectAt } from '#kernel';
import { jsonIn } from '../payload.ts';
import { compact, idOf, some } from '../message.ts';

/** `iglu:com.acme/order_placed/jsonschema/1-0-0` → `order_placed`. */
export const schemaName = (schema: unknown): string | undefined => /^iglu:[^/]{1,200}\/([^/]{1,200})\//.exec(typeof schema === 'string' ? schema : '')?.[1];

/** JSON of a field, or of the base64 in the other; what is neither is nothing. */
export function jsonOf(plain: JsonValue | undefined, encoded: JsonValue | undefined): JsonObject {
  const text = typeof plain === 'string' ? plain : typeof encoded === 'string' ? encoded : undefined;
  const value = text === undefined ? undefined : jsonIn(text);
  return objectAt(value);
}

/** The entities that go with an event, by the name of their schema; several of one name as a list. */
function entitiesIn(payload: JsonObject): JsonObject {
  const entities: Record<string, JsonValue> = {};
  const { data } = jsonOf(payload['co'], payload['cx']);
  for (const entity of Array.isArray(data) ? data : []) {
    const name = isJsonObject(entity) ? schemaName(entity['schema']) : undefined;
    if (name === undefined || !isJsonObject(entity)) continue;
    const own = entity['data'] ?? null;
    const known: JsonValue | undefined = Object.hasOwn(entities, name) ? entities[name] : undefined;
    const value: JsonValue = known === undefined ? own : [...(Array.isArray(known) ? known.map((one: JsonValue) => one) : [known]), own];
    Object.defineProperty(entities, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return entities;
}

/** utm_… of a page's address. */
function campaignIn(url: string | undefined): JsonObject | undefined {
  const query = url === undefined || !url.includes('utm_') ? undefined : new URLSearchParams(url.slice(url.indexOf('?') + 1).split('#', 1)[0]);
  const at = (name: string): string | undefined => query?.get(`utm_${name}`) ?? undefined;
  return some({ source: at('source'), medium: at('medium'), name: at('campaign'), term: at('term'), content: at('content') });
}

const sizeOf = (value: JsonValue | undefined): JsonObject | undefined => {
  const parts = /^(\d{1,6})x(\d{1,6})$/.exec(typeof value === 'string' ? value : '');
  return parts === null ? undefined : { width: Number(parts[1]), height: Number(parts[2]) };
};

/** Of an address the part between host and question mark. */
const pathOf = (url: string | undefined): string | undefined => /^[a-z]+:\/\/[^/?#]+(\/[^?#]*)?/i.exec(url ?? '')?.[1];

/** What the tracker says of page, screen, device and itself. */
export function contextIn(payload: JsonObject): JsonObject {
  const url = idOf(payload['url']);
  const version = idOf(payload['tv']);
  return compact({
    page: some({ url, path: pathOf(url), title: idOf(payload['page']), referrer: idOf(payload['refr']) }),
    campaign: campaignIn(url),
    screen: sizeOf(payload['res']),
    locale: idOf(payload['lang']),
    timezone: idOf(payload['tz']),
    ip: idOf(payload['ip']),
    userAgent: idOf(payload['ua']),
    library: some({ name: version === undefined ? undefined : `snowplow-${version.replace(/-[\d.].*$/, '')}`, version: version?.replace(/^[^\d]*-/, '') }),
    sessionId: idOf(payload['sid']),
    app: some({ name: appNameOf(payload) }),
    tracker: idOf(payload['tna']),
    entities: some(objectAt(entitiesIn(payload))),
  });
}

/** The app id is where the write key stands; as a name it says nothing then. */
const appNameOf = ({ aid }: JsonObject): string | undefined => (typeof aid === 'string' && !/^c\w{24}$/.test(aid) ? aid : undefined);
