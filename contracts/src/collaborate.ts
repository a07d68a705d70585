/** Working together on definitions: what changed and why, comments, approvals. */
import Type from 'typebox';
import { Role } from './access.ts';
import { NullOr } from './define.ts';
import { Words } from './words.ts';

const Moment = Type.String({ format: 'date-time' });
/** Longest reason, note and comment, in characters. */
export const longestWords = 4_000;
const Note = Type.String({ maxLength: longestWords });
const Text = Type.String({ minLength: 1, maxLength: longestWords, pattern: '\\S' });

/** A definition by its path in the API. */
export const ObjectPath = Type.String({
  maxLength: 300,
  pattern: '^(segments|tags|lists|schemes|questions)/[^/\\s]+$',
  description: 'a definition, as its address below /api/v1 says it: segments/vip',
});

export const deeds = ['made', 'changed', 'removed'] as const;
export type Deed = (typeof deeds)[number];
const Deed = Type.Enum([...deeds]);

export const ObjectQuery = Type.Object({
  object: ObjectPath,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});
export const NumberParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });

const Sentence = NullOr(Words);

export const RevisionView = Type.Object({
  id: Type.Integer(),
  deed: Deed,
  actor: Type.String({ description: 'the name of the operator or the key, as it was then' }),
  isKey: Type.Boolean(),
  approver: NullOr(Type.String()),
  reason: Type.String({ description: 'why; "" when nobody said' }),
  body: Type.Unknown({ description: 'the definition as it was sent; null when it was removed' }),
  sentence: Sentence,
  at: Moment,
});
export type RevisionView = Type.Static<typeof RevisionView>;

export const CommentView = Type.Object({
  id: Type.Integer(),
  parent: NullOr(Type.Integer({ description: 'the first comment of its thread' })),
  author: Type.String(),
  isMine: Type.Boolean(),
  text: Type.String({ description: '"" when it was taken back' }),
  mentions: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  at: Moment,
  editedAt: NullOr(Moment),
  removedAt: NullOr(Moment),
  resolvedAt: NullOr(Moment),
  resolvedBy: NullOr(Type.String()),
});
export type CommentView = Type.Static<typeof CommentView>;

export const CommentBody = Type.Object(
  {
    object: ObjectPath,
    text: Text,
    parent: Type.Optional(Type.Integer({ minimum: 1 })),
    mentions: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20, description: 'ids of colleagues whose bell rings' })),
  },
  { additionalProperties: false },
);
export type CommentBody = Type.Static<typeof CommentBody>;
export const CommentChange = Type.Object({ text: Text }, { additionalProperties: false });
export const CommentResolve = Type.Object({ isResolved: Type.Boolean() }, { additionalProperties: false });

export const ColleagueView = Type.Object({ id: Type.String(), name: Type.String(), role: Role });
export type ColleagueView = Type.Static<typeof ColleagueView>;

export const proposalStates = ['open', 'approved', 'rejected', 'withdrawn'] as const;
export type ProposalState = (typeof proposalStates)[number];

export const ProposalView = Type.Object({
  id: Type.Integer(),
  object: Type.String(),
  deed: Deed,
  body: Type.Unknown({ description: 'the definition as it is to become; null when it is to be removed' }),
  reason: Type.String(),
  actor: Type.String(),
  isMine: Type.Boolean(),
  at: Moment,
  state: Type.Enum([...proposalStates]),
  decider: NullOr(Type.String()),
  decidedAt: NullOr(Moment),
  note: Type.String(),
});
export type ProposalView = Type.Static<typeof ProposalView>;
export const ProposalQuery = Type.Object({
  state: Type.Optional(Type.Enum([...proposalStates])),
  object: Type.Optional(ObjectPath),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});
export const DecisionBody = Type.Object({ note: Type.Optional(Note) }, { additionalProperties: false });

/** What a write answers (202) that waits for an approval. */
export const AwaitsApproval = Type.Object({ proposal: Type.Integer(), state: Type.Literal('open') });
export type AwaitsApproval = Type.Static<typeof AwaitsApproval>;

export const ApprovalSetting = Type.Object(
  { isNeeded: Type.Boolean({ description: 'changes by people who may not approve wait for those who may' }) },
  { additionalProperties: false },
);
export const ApprovalView = Type.Object({ isNeeded: Type.Boolean(), open: Type.Integer({ description: 'proposals that wait' }) });
export type ApprovalView = Type.Static<typeof ApprovalView>;

/** The header in which a client says why it changes a definition, escaped as in an address (encodeURIComponent). */
export const reasonHeader = 'x-change-reason';
