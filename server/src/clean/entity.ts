import { entityKind, longestEntityKey } from '@danqing/contracts';
import { isJsonObject, type Outcome, park, pass, storable } from '#kernel';
import type { RawEvent } from './clean.ts';
import { accountIdentifiersOf } from './account-ids.ts';
import { contentHash } from './content-hash.ts';
import type { Identifier, Origin, TraitAssertion } from './event.ts';
import { checkSize } from './limits.ts';
import { momentOf } from './time.ts';
import { assertionsOf } from './traits.ts';

/** The kind of entities that are accounts. */
export const accountEntity = 'account';

/** What a message said of a product, a shop, an account …: some of its attributes, or that it is gone. */
export interface CleanEntity {
  readonly type: 'entity';
  readonly origin: Origin;
  /** Place in its log record, from 0. */
  readonly index: number;
  readonly messageId: string;
  /** ms since the epoch. */
  readonly ts: number;
  readonly kind: string;
  readonly key: string;
  readonly isGone: boolean;
  readonly attributes: readonly TraitAssertion[];
  /** Of accounts, whom it names: the key first. Empty of everything else. */
  readonly accountIds: readonly Identifier[];
}

/** The key as it is kept: trimmed; undefined when it names nothing. */
export function entityKeyOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const key = storable(String(value).trim());
  return key === '' || key.length > longestEntityKey ? undefined : key;
}

/** What a public write key says of a catalogue: it fills what nobody has said, and outranks nobody. */
const publicTrust = 0;

/**
 * {"type": "entity", "kind", "key", "timestamp"?, "traits"?, "gone"?}: only in files and in what the API writes, never under a public write key.
 * {"type": "item", …} the same from SDKs that keep a catalogue (`item_set` of Sensors Analytics) or accounts (groups of PostHog and Mixpanel). Whoever has seen a page knows its write key,
 * so what it says of an item never stands against a file or the API; of accounts it has the trust of its source, as `group` calls have, and cannot remove them.
 */
export function cleanEntity(event: Extract<RawEvent, { readonly type: string }>, origin: Origin): Outcome<CleanEntity> {
  const { raw, index, type } = event;
  if (type === 'entity' && !origin.isImport) return park('unknown_type', 'entities are written by imports and by the API');
  const size = checkSize(raw, origin.isImport);
  if (!size.fits) return park(size.reason, size.detail);
  const { kind, traits, messageId } = raw;
  const key = entityKeyOf(raw['key']);
  if (typeof kind !== 'string' || !entityKind.test(kind) || key === undefined) return park('missing_id', 'an entity has a kind and a key');
  const time = momentOf({
    timestamp: raw['timestamp'],
    sentAt: event.sentAt,
    receivedAt: origin.receivedAt,
    zone: origin.timezone,
    isImport: origin.isImport,
    repeatsSentAt: false,
  });
  if ('park' in time) return park(time.park, JSON.stringify(raw['timestamp'] ?? null).slice(0, 100));
  const isAccount = kind === accountEntity;
  const attributes = isJsonObject(traits) ? assertionsOf([traits]) : [];
  return pass({
    type: 'entity',
    origin: origin.isImport || isAccount ? origin : { ...origin, trust: publicTrust },
    index,
    messageId: typeof messageId === 'string' && messageId !== '' ? storable(messageId.slice(0, 512)) : contentHash(raw),
    ts: time.ts,
    kind,
    key,
    isGone: raw['gone'] === true && (origin.isImport || !isAccount),
    attributes,
    accountIds: isAccount ? accountIdentifiersOf(key, attributes, raw['externalIds'], origin) : [],
  });
}
