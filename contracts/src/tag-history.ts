import Type from 'typebox';
import { NullOr, Refresh } from './define.ts';
import { TagDefinitionSchema, TagDistribution, TagKind, TagText } from './tag.ts';
import { Words } from './words.ts';

const Moment = Type.String({ format: 'date-time' });

export const TagVersionItem = Type.Object({
  version: Type.Integer(),
  name: Type.String(),
  category: Type.String(),
  kind: TagKind,
  definition: TagDefinitionSchema,
  refresh: Refresh,
  text: Type.String({ description: 'the definition as text, in its canonical layout' }),
  sentence: NullOr(Type.Object({ ...Words.properties }, { description: 'null: it names what is no longer there' })),
  madeAt: Moment,
  madeBy: Type.String({ description: 'who saved it; empty where nobody was asked' }),
});
export type TagVersionItem = Type.Static<typeof TagVersionItem>;

const Relative = Type.Object({
  kind: Type.Union([Type.Literal('tag'), Type.Literal('segment')]),
  key: Type.String(),
  name: Type.String({ description: 'what it is called; its key where it has no name' }),
  isDirect: Type.Boolean({ description: 'named by the other itself, not only through those between' }),
});

export const TagDependencies = Type.Object({
  uses: Type.Object({
    data: Type.Record(Type.String(), Type.Array(Type.String()), { description: 'events, properties, traits, identifiers, entities, metrics, consents, lists' }),
    definitions: Type.Array(Relative),
  }),
  usedBy: Type.Array(Relative),
});
export type TagDependencies = Type.Static<typeof TagDependencies>;

export const TagRunItem = Type.Object({
  id: Type.Integer(),
  version: Type.Integer(),
  cause: Type.String({ description: 'created, edited, requested, data, schedule, manual' }),
  at: Type.String({ format: 'date-time', description: 'the moment it was evaluated as of' }),
  startedAt: Moment,
  finishedAt: NullOr(Moment),
  elapsedMs: NullOr(Type.Integer()),
  members: NullOr(Type.Integer({ description: 'profiles with a value afterwards; null: as many as before' })),
  changed: NullOr(Type.Integer()),
  error: NullOr(Type.String()),
  stoppedBy: NullOr(Type.String({ description: 'who stopped it; its error is then `stopped`' })),
  rowsRead: NullOr(Type.Integer()),
  bytesRead: NullOr(Type.Integer()),
  memoryBytes: NullOr(Type.Integer({ description: 'the most that one of its statements held' })),
});
export type TagRunItem = Type.Static<typeof TagRunItem>;

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day of the workspace’s zone' });

export const TagSnapshotQuery = Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day) });

export const TagSnapshotItem = Type.Object({ day: Type.String(), version: Type.Integer(), takenAt: Moment, distribution: TagDistribution });
export type TagSnapshotItem = Type.Static<typeof TagSnapshotItem>;

export const TagHistoryParams = Type.Object({ id: Type.Integer({ minimum: 1 }), key: Type.String({ minLength: 1, maxLength: 100 }) });

export const TagHistoryItem = Type.Object({
  at: Moment,
  value: Type.Unknown({ description: 'null: the value went' }),
  profile: Type.Integer({ description: 'as it was then: itself, or one that was merged into it since' }),
  version: Type.Integer({ description: 'of the tag, at that moment' }),
  source: Type.String({ description: 'of a manual value' }),
  isDerived: Type.Boolean({ description: 'carried over a merge, or gone because it had expired: nobody’s word' }),
  details: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
});

export const TagDryRunInput = Type.Object(
  {
    definition: Type.Optional(TagDefinitionSchema),
    text: TagText,
    limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, default: 20, description: 'how many profile ids in each sample' })),
    mayEstimate: Type.Optional(Type.Boolean({ default: false, description: 'of many profiles look at one in so many; the counts are estimates then' })),
  },
  { additionalProperties: false },
);

const Crowd = Type.Object({ count: Type.Integer(), sample: Type.Array(Type.Integer(), { description: 'profile ids, ascending' }) });
const Spoken = NullOr(Type.String({ description: 'as text; the items of a list with commas between; null: no value' }));

export const TagDryRunView = Type.Object({
  before: Type.Integer({ description: 'profiles with a value now' }),
  after: Type.Integer({ description: 'profiles with a value by the new definition' }),
  gaining: Crowd,
  losing: Crowd,
  changing: Crowd,
  moves: Type.Array(Type.Object({ from: Spoken, to: Spoken, count: Type.Integer() }), { description: 'the 20 most frequent' }),
  oneIn: NullOr(Type.Integer({ description: 'null: everybody was looked at; otherwise one profile in so many' })),
  at: Type.String({ format: 'date-time' }),
  elapsedMs: Type.Number(),
});
export type TagDryRunView = Type.Static<typeof TagDryRunView>;
