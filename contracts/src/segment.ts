import Type from 'typebox';
import { ComputeView, DefinitionKey, NullOr, Refresh } from './define.ts';
import { ProblemDetail } from './problem.ts';
import { RuleSchema } from './rule.ts';
import { Words } from './words.ts';

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Folder = Type.String({ maxLength: 500, description: 'where it stands in the console: names separated by /' });
const Owner = Type.String({ maxLength: 200, description: 'who looks after it' });
const Description = Type.String({ maxLength: 2000 });
/** A rule may be given as JSON (`rule`) or as text (`text`), never as both. */
const RuleText = Type.String({ maxLength: 200_000, description: 'the rule as text, instead of `rule`; grammar: server/src/compile/text/README.md' });
const RuleTextShown = Type.String({ description: 'the rule as text, in its canonical layout' });

export const SegmentInput = Type.Object(
  {
    key: DefinitionKey,
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    rule: Type.Optional(RuleSchema),
    text: Type.Optional(RuleText),
    refresh: Type.Optional(Refresh),
    folder: Type.Optional(Folder),
    owner: Type.Optional(Owner),
  },
  { additionalProperties: false },
);

/** What is not named stays as it is. */
export const SegmentChange = Type.Object(
  {
    key: Type.Optional(DefinitionKey),
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    rule: Type.Optional(RuleSchema),
    text: Type.Optional(RuleText),
    refresh: Type.Optional(Refresh),
    folder: Type.Optional(Folder),
    owner: Type.Optional(Owner),
  },
  { additionalProperties: false },
);

export const SegmentView = Type.Object({
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  rule: RuleSchema,
  text: RuleTextShown,
  sentence: NullOr(Words),
  refresh: Refresh,
  folder: Type.String(),
  owner: Type.String(),
  version: Type.Integer({ description: 'the ETag; raised by every change' }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  ...ComputeView,
});
export type SegmentView = Type.Static<typeof SegmentView>;

const Warnings = Type.Array(ProblemDetail, { description: 'names in the rule that no data has brought yet; it can be kept all the same' });

/** What saving a segment answers; warnings are of the rule that was sent, none where none was. */
export const SavedSegmentView = Type.Object({ ...SegmentView.properties, warnings: Warnings });

export const PreviewInput = Type.Object(
  {
    rule: Type.Optional(RuleSchema),
    text: Type.Optional(RuleText),
    at: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601; without offset: the workspace’s zone; by default now' })),
    limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, default: 20, description: 'how many profile ids in the sample' })),
    funnel: Type.Optional(Type.Boolean({ default: false, description: 'also what each condition leaves, alone and in order' })),
    async: Type.Optional(
      Type.Boolean({ default: false, description: 'answer as soon as there is an estimate; the exact count is fetched at /segments/previews/{id}' }),
    ),
  },
  { additionalProperties: false },
);

const FunnelBranch = Type.Object({
  path: Type.String({ description: 'JSON Pointer from the rule to the condition' }),
  sentence: Words,
  isExclusion: Type.Boolean({ description: 'the condition leaves people out (not)' }),
  alone: Type.Integer({ description: 'how many the condition holds of, by itself' }),
  leaves: Type.Integer({ description: 'how many there are once it has joined those before it' }),
});
/** Branches of branches are shown where an `any` stands in an `any`. */
const FunnelStep = Type.Object({
  ...FunnelBranch.properties,
  branches: Type.Array(Type.Object({ ...FunnelBranch.properties, branches: Type.Array(Type.Unknown()) })),
});

export const FunnelView = Type.Object({
  join: Type.Union([Type.Literal('all'), Type.Literal('any')], { description: 'all: each step narrows; any: each step widens' }),
  steps: Type.Array(FunnelStep),
});
export type FunnelView = Type.Static<typeof FunnelView>;

export const PreviewView = Type.Object({
  count: Type.Integer(),
  total: Type.Integer({ description: 'all profiles; does not depend on `at`' }),
  rule: RuleSchema,
  text: RuleTextShown,
  sentence: Words,
  sample: Type.Array(Type.Integer(), { description: 'the members with the lowest profile ids' }),
  warnings: Warnings,
  elapsedMs: Type.Number(),
  sql: Type.String(),
  dependencies: Type.Object({
    events: Type.Array(Type.String()),
    traits: Type.Array(Type.String()),
    tags: Type.Array(Type.String()),
    segments: Type.Array(Type.String()),
    identifiers: Type.Array(Type.String()),
    lists: Type.Array(Type.String()),
    metrics: Type.Array(Type.String()),
    consents: Type.Array(Type.String()),
    entities: Type.Array(Type.String()),
    earliest: NullOr(Type.String({ format: 'date-time', description: 'the earliest moment whose events can count; null: no limit' })),
  }),
  funnel: Type.Optional(FunnelView),
});
export type PreviewView = Type.Static<typeof PreviewView>;

export const PreviewRunView = Type.Object({
  id: Type.String(),
  state: Type.Union([Type.Literal('running'), Type.Literal('done'), Type.Literal('failed'), Type.Literal('cancelled')]),
  elapsedMs: Type.Number(),
  estimate: NullOr(
    Type.Object({
      count: Type.Integer(),
      standardError: Type.Number(),
      low: Type.Integer({ description: 'the true count lies from low to high in 95 of 100 cases' }),
      high: Type.Integer(),
      looked: Type.Integer({ description: 'profiles that were drawn and looked at' }),
      oneIn: Type.Integer({ description: 'one profile in so many is drawn' }),
    }),
  ),
  preview: NullOr(PreviewView),
  error: NullOr(Type.Object({ code: Type.String(), message: Type.String() })),
});
export type PreviewRunView = Type.Static<typeof PreviewRunView>;

export const PreviewRunParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });
export const PreviewRunQuery = Type.Object({
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 30_000, default: 0, description: 'milliseconds to wait for the end' })),
});

export const MemberChange = Type.Object({
  profile: Type.Integer(),
  change: Type.Union([Type.Literal('entered'), Type.Literal('left')]),
  at: Type.String({ format: 'date-time' }),
  cause: Type.String({ description: 'why the segment was computed: created, edited, requested, data, schedule' }),
});

export const ChangesQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 })),
  since: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before, or a moment (ISO 8601): changes after it' })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'the same as `since`' })),
  order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')], { default: 'asc', description: 'desc: the latest first, `cursor` only' })),
});

export const SegmentRunItem = Type.Object({
  id: Type.Integer(),
  version: Type.Integer(),
  cause: Type.String({ description: 'created, edited, requested, data, time, schedule, reconciled' }),
  at: Type.String({ format: 'date-time', description: 'the moment it was evaluated as of' }),
  startedAt: Type.String({ format: 'date-time' }),
  finishedAt: NullOr(Type.String({ format: 'date-time' })),
  elapsedMs: NullOr(Type.Integer()),
  members: NullOr(Type.Integer()),
  changed: NullOr(Type.Integer({ description: 'who entered or left' })),
  error: NullOr(Type.String()),
  stoppedBy: NullOr(Type.String({ description: 'who stopped it; its error is then `stopped`' })),
});
export type SegmentRunItem = Type.Static<typeof SegmentRunItem>;

export const SegmentMembersQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
  at: Type.Optional(
    Type.String({ maxLength: 40, description: 'who was in it at that moment (ISO 8601; a date alone: as the day began), as it was computed then' }),
  ),
});

export const SizesQuery = Type.Object({
  from: Type.Optional(Type.String({ format: 'date', description: 'the first day; by default 29 days before `to`' })),
  to: Type.Optional(Type.String({ format: 'date', description: 'the last day; by default today, in the workspace’s zone' })),
});

export const SizesView = Type.Object({
  items: Type.Array(
    Type.Object({
      day: Type.String({ format: 'date' }),
      size: Type.Integer({ description: 'members at the end of the day, today: now' }),
      entered: Type.Integer(),
      left: Type.Integer(),
    }),
    { description: 'days from the segment’s creation on, oldest first' },
  ),
});

const Definition = Type.Object({ kind: Type.Union([Type.Literal('segment'), Type.Literal('tag')]), key: Type.String() });

export const SegmentDependencies = Type.Object({
  uses: Type.Object({
    events: Type.Array(Type.String()),
    properties: Type.Array(Type.String()),
    traits: Type.Array(Type.String()),
    tags: Type.Array(Type.String()),
    segments: Type.Array(Type.String()),
    lists: Type.Array(Type.String()),
    metrics: Type.Array(Type.String()),
    consents: Type.Array(Type.String()),
    entities: Type.Array(Type.String()),
    identifiers: Type.Array(Type.String()),
  }),
  usedBy: Type.Array(Definition, { description: 'definitions that name it; it cannot be deleted while there are any' }),
  followedBy: Type.Array(Definition, { description: 'those and all that change with them' }),
});

export const MembersQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
});
