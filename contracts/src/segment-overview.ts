/** All segments at a glance, and the folders they stand in. */
import Type from 'typebox';
import { ComputeView, NullOr, Refresh } from './define.ts';
import { Words } from './words.ts';

/** A definition that names another, with what people call it. */
export const NamedDefinition = Type.Object({ kind: Type.Union([Type.Literal('segment'), Type.Literal('tag')]), key: Type.String(), name: Type.String() });
export type NamedDefinition = Type.Static<typeof NamedDefinition>;

export const SegmentOverviewItem = Type.Object({
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  sentence: NullOr(Words),
  refresh: Refresh,
  folder: Type.String(),
  owner: Type.String(),
  version: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  ...ComputeView,
  days: Type.Array(NullOr(Type.Integer()), {
    description: 'size at the end of each of the last 30 days of the workspace’s zone, today (now) last; null: before it was known',
  }),
  sinceYesterday: NullOr(Type.Integer({ description: 'more (or fewer) than at the end of yesterday' })),
  sinceWeek: NullOr(Type.Integer({ description: 'more (or fewer) than at the end of the day seven days ago' })),
  usedBy: Type.Array(NamedDefinition, { description: 'definitions that name it' }),
});
export type SegmentOverviewItem = Type.Static<typeof SegmentOverviewItem>;

export const SegmentOverview = Type.Object({
  items: Type.Array(SegmentOverviewItem, { description: 'by name; 5,000 at most' }),
  isCut: Type.Boolean({ description: 'there are more' }),
  profiles: Type.Integer({ description: 'everybody there is' }),
  folders: Type.Array(Type.String(), { description: 'paths, ascending: folders that stand by themselves, those that segments are in, and all above them' }),
  asOf: Type.String({ format: 'date-time' }),
});
export type SegmentOverview = Type.Static<typeof SegmentOverview>;

const Path = Type.String({ minLength: 1, maxLength: 500, description: 'names separated by /' });
export const FolderInput = Type.Object({ path: Path }, { additionalProperties: false });
export const FolderChange = Type.Object({ from: Path, to: Path }, { additionalProperties: false });
export const FolderMove = Type.Object(
  {
    keys: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 1000, description: 'of segments' }),
    folder: Type.String({ maxLength: 500, description: '"" for the top' }),
  },
  { additionalProperties: false },
);
export const FolderQuery = Type.Object({ path: Path });
export const FolderList = Type.Object({
  items: Type.Array(Type.Object({ path: Type.String(), segments: Type.Integer({ description: 'in it, without those below' }) })),
});
export const FolderMoved = Type.Object({ moved: Type.Integer({ description: 'segments' }) });
