/** Accounts stand in the same graph as people, under kinds that cannot come from outside: no kind of a message has a stroke in its name. */
const accountPrefix = 'account/';

/** The kind of an account's own key: what `groupId` names, and the key of the entity. */
export const keyKind = 'group_id';

export const accountKind = (kind: string): string => `${accountPrefix}${kind}`;
export const isAccountKind = (kind: string): boolean => kind.startsWith(accountPrefix);
/** The kind as people write it. */
export const bareKind = (kind: string): string => (isAccountKind(kind) ? kind.slice(accountPrefix.length) : kind);
