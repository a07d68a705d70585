import { isJsonObject, type JsonObject, type JsonValue, storable } from '#kernel';
import type { ConsentAssertion } from './event.ts';

/** Longer names are accidents. */
const longestName = 100;
/** More purposes than this in one message are noise. */
const maxPurposes = 50;

const none: readonly ConsentAssertion[] = [];
const yes: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'granted', 'opt-in', 'optin', 'subscribed', '是', '同意']);
const no: ReadonlySet<string> = new Set(['false', 'no', 'n', '0', 'refused', 'denied', 'opt-out', 'optout', 'unsubscribed', '否', '不同意', '拒绝']);

/** What people write for yes and no; undefined for everything else, which says nothing. */
function stateOf(value: JsonValue | undefined): ConsentAssertion['state'] | undefined {
  if (typeof value === 'boolean') return value ? 'granted' : 'refused';
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
  return yes.has(text) ? 'granted' : no.has(text) ? 'refused' : undefined;
}

/**
 * What a message says of consent: `context.consent.categoryPreferences` (the Segment specification: {category: true | false}; a category is a purpose), and
 * in files `consents`, by purpose or purpose/channel.
 */
export function consentsOf(raw: JsonObject, context: JsonObject, isImport: boolean): readonly ConsentAssertion[] {
  const consent = context['consent'];
  const categories = isJsonObject(consent) ? consent['categoryPreferences'] : undefined;
  const listed = isImport ? raw['consents'] : undefined;
  if (categories === undefined && listed === undefined) return none;
  const found = new Map<string, ConsentAssertion>();
  for (const [source, hasChannels] of [
    [categories, false],
    [listed, true],
  ] as const) {
    if (!isJsonObject(source)) continue;
    for (const [name, value] of Object.entries(source)) {
      const state = stateOf(value);
      const [purpose = '', channel = ''] = hasChannels ? splitName(name) : [name.trim()];
      if (state === undefined || purpose === '' || name.length > longestName || found.size >= maxPurposes) continue;
      found.set(`${purpose}/${channel}`, { purpose: storable(purpose), channel: storable(channel), state });
    }
  }
  return [...found.values()];
}

/** `marketing/email` → purpose and channel. */
function splitName(name: string): readonly [string, string] {
  const slash = name.indexOf('/');
  return slash < 0 ? [name.trim(), ''] : [name.slice(0, slash).trim(), name.slice(slash + 1).trim()];
}
