import { isJsonObject, type JsonObject, objectAt } from '#kernel';
import { type Draft, idOf, some } from '../message.ts';

/** Identities of the SDKs that are one of ours under another name; any other is a kind of its own. */
const kinds: Readonly<Record<string, string>> = {
  $identity_mobile: 'phone',
  $identity_email: 'email',
  $identity_mp_openid: 'openid',
  $identity_mp_unionid: 'unionid',
  $identity_unionid: 'unionid',
  $identity_wechat_openid: 'openid',
  $identity_wechat_unionid: 'unionid',
  $identity_idfv: 'idfv',
  $identity_android_id: 'android_id',
  $identity_idfa: 'idfa',
  $identity_oaid: 'oaid',
};

/** The SDK's own names for a device or a browser. */
const anonymous: readonly string[] = [
  '$identity_anonymous_id',
  '$identity_cookie_id',
  '$identity_mp_id',
  '$identity_ios_uuid',
  '$identity_android_uuid',
  '$identity_harmony_uuid',
];

/** Ids that SDKs invent: of the web, of mini-programs, and UUIDs. */
const invented = /^[0-9a-f]{10,}-[0-9a-f]+-[0-9a-f]+-\d+-[0-9a-f]+$|^\d{13}-\d+-[0-9a-f]+-\d+$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isInvented = (id: string): boolean => invented.test(id);

/** Whom an item names. */
export interface Whose {
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  /** By kind. */
  readonly identifiers: JsonObject | undefined;
}

/**
 * Newer SDKs say `login_id`, `anonymous_id` and `identities`; older ones only `distinct_id`, and `$is_login_id` when it is a login's. Where nothing tells, ids that an SDK has invented are
 * nobody's yet, and others are a customer's: that is how servers call them.
 */
export function whoseIs(item: JsonObject): Whose {
  const identities = objectAt(item['identities']);
  const distinctId = idOf(item['distinct_id']);
  const loginId = loginOf(item, identities);
  const anonymousId = idOf(item['anonymous_id']) ?? anonymous.map((name) => idOf(identities[name])).find((id) => id !== undefined);
  const isOfLogin = objectAt(item['properties'])['$is_login_id'];
  const isNamed = distinctId !== undefined && distinctId !== loginId && distinctId !== anonymousId && !isComposed(distinctId, identities);
  const isUser = isNamed && (isOfLogin === true || (isOfLogin !== false && anonymousId === undefined && !isInvented(distinctId)));
  return {
    userId: loginId ?? (isUser ? distinctId : undefined),
    anonymousId: anonymousId ?? (isNamed && !isUser ? distinctId : undefined),
    identifiers: identifiersIn(identities),
  };
}

function loginOf(item: JsonObject, identities: JsonObject): string | undefined {
  const named = idOf(identities['$identity_login_id']);
  if (named !== undefined) return named;
  const loginId = idOf(item['login_id']);
  return loginId === undefined || isComposed(loginId, identities) ? undefined : loginId;
}

/** A login by a key of the customer's own is written `key+value`, and stands among the identities too. */
const isComposed = (id: string, identities: JsonObject): boolean => {
  const plus = id.indexOf('+');
  return plus > 0 && idOf(identities[id.slice(0, plus)]) === id.slice(plus + 1);
};

/** `$identity_mp_wx1234_openid`: somebody's id in that app. */
const ofApp = /^\$identity_mp_(\w+)_openid$/;

function kindOf(name: string): string {
  const app = ofApp.exec(name)?.[1];
  if (app !== undefined) return `openid:${app}`;
  return (Object.hasOwn(kinds, name) ? kinds[name] : undefined) ?? name.replace(/^\$identity_/, '').replace(/^\$/, '');
}

function identifiersIn(identities: JsonObject): JsonObject | undefined {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(identities)) {
    const id = idOf(value);
    if (id === undefined || name === '$identity_login_id' || anonymous.includes(name)) continue;
    const kind = kindOf(name);
    Object.defineProperty(found, kind, { value: id, enumerable: true, configurable: true, writable: true });
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

/** As a message says it. */
export const named = ({ userId, anonymousId, identifiers }: Whose): Draft => ({ userId, anonymousId, identifiers });

/** What is to be let go, as it was sent. */
export const identitiesOf = (item: JsonObject): JsonObject => (isJsonObject(item['identities']) ? (some(item['identities']) ?? {}) : {});
