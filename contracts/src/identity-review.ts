import Type from 'typebox';
import { NullOr } from './define.ts';
import { PageOf, PageQuery } from './page.ts';

const Moment = Type.String({ format: 'date-time' });
const Id = Type.Integer({ minimum: 1 });
const Ref = Type.Object({ kind: Type.String(), value: Type.String() });
const KindName = Type.String({ minLength: 1, maxLength: 80 });
const Value = Type.String({ minLength: 1, maxLength: 512 });
const Reason = Type.String({ maxLength: 1000, description: 'why; kept with the decision' });

const decided = { decidedBy: NullOr(Type.String()), decidedAt: NullOr(Moment), reason: NullOr(Type.String()) };

export const ConflictCause = Type.Union([Type.Literal('limit'), Type.Literal('period'), Type.Literal('shared'), Type.Literal('separated')], {
  description:
    'limit: one value more than a profile may hold; period: too many within a period; shared: the weaker identifier is several people’s; separated: they were one, and that was undone',
});
export const ConflictDecision = Type.Union([Type.Literal('join'), Type.Literal('apart'), Type.Literal('shared')], {
  description: 'join: they are one, whatever limits say; apart: they are two; shared: the weaker identifier is several people’s',
});

/** A link that was not followed: what it would have joined, what stood in the way, which identifier was demoted for it. */
export const ConflictView = Type.Object({
  id: Id,
  subject: Type.String({ description: 'person or account: what would have been joined. Of accounts, profile is the number under which the graph knows them' }),
  cause: Type.String({ description: 'limit, period, shared or separated' }),
  kind: Type.String({ description: 'the kind whose limit stood in the way' }),
  most: NullOr(Type.Integer({ description: 'that limit, as it was then' })),
  kept: Type.Object(
    { profile: Id, account: Type.Optional(Type.String({ description: 'the key of the account, where it is one' })), identifier: Ref },
    { description: 'where the event went' },
  ),
  demoted: Type.Object(
    { profile: NullOr(Id), account: Type.Optional(Type.String()), identifier: Ref },
    { description: 'the identifier that was not followed, and whose it is; null: nobody’s' },
  ),
  messageId: Type.String({ description: 'the first message that said so' }),
  firstSeen: Moment,
  decision: NullOr(Type.String({ description: 'join, apart or shared' })),
  ...decided,
});
export type ConflictView = Type.Static<typeof ConflictView>;
export const ConflictPage = PageOf(ConflictView);

export const ConflictsQuery = Type.Object({
  ...PageQuery.properties,
  kind: Type.Optional({ ...KindName, description: 'the kind whose limit stood in the way' }),
  demoted: Type.Optional({ ...KindName, description: 'the kind of the identifier that was demoted' }),
  cause: Type.Optional(ConflictCause),
  profile: Type.Optional(Type.Integer({ minimum: 1, description: 'only those between this profile and others' })),
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('decided'), Type.Literal('all')], { default: 'open' })),
  subject: Type.Optional(Type.Union([Type.Literal('person'), Type.Literal('account')], { description: 'only those of people, or of accounts' })),
});

export const ConflictVerdict = Type.Object(
  { ids: Type.Array(Id, { minItems: 1, maxItems: 1000 }), decision: ConflictDecision, reason: Type.Optional(Reason) },
  { additionalProperties: false },
);
export const ConflictsDecided = Type.Object({
  items: Type.Array(ConflictView),
  merges: Type.Array(Type.Integer(), { description: 'merges that were made; each can be undone' }),
});

export const SharedState = Type.Union([Type.Literal('suspected'), Type.Literal('shared'), Type.Literal('not_shared')], {
  description: 'suspected and shared identify nobody; not_shared does again and is not suspected any more',
});

/** An identifier that is, or was thought to be, several people’s. */
export const SharedView = Type.Object({
  kind: Type.String(),
  value: Type.String(),
  state: Type.String({ description: 'suspected, shared or not_shared' }),
  cause: Type.String({ description: 'degree: seen with too many; bridge: without it a profile falls into several; manual' }),
  profile: NullOr(Type.Integer({ description: 'whose it was before' })),
  evidence: Type.Object({
    partners: Type.Record(Type.String(), Type.Integer(), { description: 'by kind, how many values it was seen with' }),
    parts: Type.Array(Type.Array(Ref), { description: 'for bridges: what would be left without it, by part' }),
  }),
  foundAt: Moment,
  ...decided,
});
export type SharedView = Type.Static<typeof SharedView>;
export const SharedPage = PageOf(SharedView);

export const SharedQuery = Type.Object({ ...PageQuery.properties, state: Type.Optional(SharedState), kind: Type.Optional(KindName) });

export const SharedVerdict = Type.Object(
  { kind: KindName, value: Value, decision: Type.Union([Type.Literal('shared'), Type.Literal('not_shared')]), reason: Type.Optional(Reason) },
  { additionalProperties: false },
);

export const SharedSplitInput = Type.Object(
  {
    kind: KindName,
    value: Value,
    reason: Type.Optional(Reason),
    dryRun: Type.Optional(Type.Boolean({ default: false, description: 'true: says who would be apart, and changes nothing' })),
  },
  { additionalProperties: false },
);
export const SharedSplit = Type.Object({
  dryRun: Type.Boolean(),
  merges: Type.Array(Type.Integer(), { description: 'merges whose link is this identifier: undone; each can be made again by hand' }),
  profiles: Type.Array(
    Type.Object({
      id: Id,
      homes: Type.Integer({ description: 'profiles that had been merged into it and still are, itself counted' }),
      identifierCount: Type.Integer(),
      identifiers: Type.Array(Ref, { description: 'the first twenty' }),
    }),
    { description: 'who came out, or would' },
  ),
  isExact: Type.Boolean({ description: 'false: a merge among them is older than homes; what came after it stays with the survivor' }),
});
