import { assertionsOf, type CleanEntity, type CleanEvent, entityKeyOf } from '#clean';
import { isJsonObject } from '#kernel';

/** What the slice's `group` calls said of accounts: clean has put the account's traits among the event's properties. */
export function accountsIn(events: readonly CleanEvent[]): readonly CleanEntity[] {
  const accounts: CleanEntity[] = [];
  for (const { type, origin, index, messageId, ts, groupId, properties } of events) {
    if (type !== 'group') continue;
    const key = entityKeyOf(groupId);
    const traits = properties['traits'];
    if (key === undefined) continue;
    accounts.push({
      type: 'entity',
      origin,
      index,
      messageId,
      ts,
      kind: 'account',
      key,
      isGone: false,
      attributes: isJsonObject(traits) ? assertionsOf([traits]) : [],
    });
  }
  return accounts;
}
