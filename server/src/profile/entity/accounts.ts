import { accountEntity, accountIdentifiersOf, assertionsOf, type CleanEntity, type CleanEvent, entityKeyOf } from '#clean';
import { isJsonObject } from '#kernel';

/** What a `group` call says of its account: clean has put the account's traits among the event's properties. Undefined for other events. */
export function accountIn({ type, origin, index, messageId, ts, groupId, properties, context }: CleanEvent): CleanEntity | undefined {
  const key = type === 'group' ? entityKeyOf(groupId) : undefined;
  if (key === undefined) return undefined;
  const traits = properties['traits'];
  const attributes = isJsonObject(traits) ? assertionsOf([traits]) : [];
  const accountIds = accountIdentifiersOf(key, attributes, context['externalIds'], origin);
  return { type: 'entity', origin, index, messageId, ts, kind: accountEntity, key, isGone: false, attributes, accountIds };
}
