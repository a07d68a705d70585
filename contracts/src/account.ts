import Type from 'typebox';
import { NullOr } from './define.ts';
import { EntityView, longestEntityKey } from './entity.ts';

const Moment = Type.String({ format: 'date-time' });
const Key = Type.String({ minLength: 1, maxLength: longestEntityKey, description: 'a key of the account: what `groupId` names' });
const Ref = Type.Object({ kind: Type.String(), value: Type.String() });
const Reason = Type.Optional(Type.String({ maxLength: 2000, description: 'kept with the merge' }));

export const AccountParams = Type.Object({ key: Key });
export const AccountLookupQuery = Type.Object({
  kind: Type.String({ minLength: 1, maxLength: 80, pattern: '^[^/]+$', description: 'group_id, tax_id, duns, crm_id, domain, or a kind of your own' }),
  value: Type.String({ minLength: 1, maxLength: 512 }),
});

/** An account, whichever of its keys or identifiers was asked for. */
export const AccountView = Type.Object({
  ...EntityView.properties,
  key: Type.String({ description: 'of the survivor, where several keys are one account' }),
  keys: Type.Array(Type.String(), { description: 'every key that leads to it, in the order in which they were first heard of' }),
  identifiers: Type.Array(Type.Object({ kind: Type.String(), value: Type.String(), firstSeen: Moment, lastSeen: Moment, source: Type.String() })),
});
export type AccountView = Type.Static<typeof AccountView>;

/** Why an account is what it is. Homes are named by their keys: what a message says of an account is kept under its key for ever. */
export const AccountIdentity = Type.Object({
  edges: Type.Array(
    Type.Object({ a: Ref, b: Ref, kind: Type.String(), messageId: Type.String(), source: Type.String(), firstSeen: Moment, lastSeen: Moment }),
    { description: 'identifiers that were named together' },
  ),
  merges: Type.Array(
    Type.Object({
      id: Type.Integer({ description: 'for unmerge' }),
      keys: Type.Tuple([Type.String(), Type.String()], { description: 'the two keys that its link joins: an unmerge parts just these' }),
      cause: Type.String({ description: 'event: messages named the same identifier; api: by hand; config' }),
      link: NullOr(Type.Object({ a: Ref, b: Ref }, { description: 'the identifiers that were named together; null: by hand' })),
      messageId: NullOr(Type.String()),
      author: NullOr(Type.String()),
      reason: NullOr(Type.String()),
      mergedAt: Moment,
      undoneAt: NullOr(Moment),
      undoneBy: NullOr(Type.String()),
      undoReason: NullOr(Type.String()),
    }),
  ),
  conflicts: Type.Array(
    Type.Object({
      kept: Type.String({ description: 'the key that the message was about' }),
      other: NullOr(Type.String({ description: 'a key of the account that stayed apart; null where the identifier was new' })),
      cause: Type.String({ description: 'limit, period, shared or separated' }),
      kind: Type.String({ description: 'the kind whose limit stood in the way' }),
      a: Ref,
      b: Ref,
      messageId: Type.String(),
      firstSeen: Moment,
    }),
  ),
  separations: Type.Array(
    Type.Object({
      keys: Type.Tuple([Type.String(), Type.String()]),
      isLifted: Type.Boolean({ description: 'a later merge has made them one all the same' }),
      mergeId: NullOr(Type.Integer({ description: 'the merge that was undone; null: somebody said of a conflict that they are two' })),
      madeAt: Moment,
    }),
    { description: 'undone merges: messages do not join these' },
  ),
});
export type AccountIdentity = Type.Static<typeof AccountIdentity>;

export const AccountMergeInput = Type.Object({ into: Key, from: Key, reason: Reason }, { additionalProperties: false });
export const AccountUnmergeAnswer = Type.Object({ accounts: Type.Array(AccountView), isExact: Type.Boolean() });
