/** Members of a segment kept as lists, by hand and by schedule; and how segments moved between two moments. */
import Type from 'typebox';
import { DefinitionKey, NullOr } from './define.ts';

const Moment = Type.String({ format: 'date-time' });
const Every = Type.Union([Type.Literal('daily'), Type.Literal('weekly'), Type.Literal('monthly')], {
  description: 'as each day, each Monday or each first of the month begins in the workspace’s zone',
});

export const SnapshotPlanInput = Type.Object(
  { every: Every, keep: Type.Integer({ minimum: 1, maximum: 400, description: 'older ones that nothing names are removed' }) },
  { additionalProperties: false },
);

export const SnapshotPlanView = Type.Object({
  every: Every,
  keep: Type.Integer(),
  nextAt: Moment,
  lastAt: NullOr(Moment),
  problem: NullOr(Type.String({ description: 'why the last one could not be taken' })),
  updatedAt: Moment,
  updatedBy: Type.String(),
});
export type SnapshotPlanView = Type.Static<typeof SnapshotPlanView>;

export const SegmentSnapshots = Type.Object({
  plan: NullOr(SnapshotPlanView),
  items: Type.Array(
    Type.Object({
      key: Type.String({ description: 'of the list' }),
      name: Type.String(),
      takenAt: NullOr(Moment),
      isAutomatic: Type.Boolean(),
      count: Type.Integer(),
      createdAt: Moment,
    }),
    { description: 'lists that were frozen from the segment, the latest first' },
  ),
});
export type SegmentSnapshots = Type.Static<typeof SegmentSnapshots>;

const When = Type.String({ maxLength: 40, description: 'ISO 8601; a date alone: as the day began' });
export const MovementInput = Type.Object(
  {
    of: Type.Array(DefinitionKey, { minItems: 1, maxItems: 2, uniqueItems: true, description: 'one segment, or two' }),
    from: When,
    to: Type.Optional({ ...When, description: 'by default now' }),
  },
  { additionalProperties: false },
);

const Where = Type.Array(Type.Integer(), { description: 'places in `of` of the segments somebody was in; [] in none of them' });
export const MovementView = Type.Object({
  from: Moment,
  to: Moment,
  flows: Type.Array(Type.Object({ from: Where, to: Where, count: Type.Integer() }), {
    description: 'members as they were stored at both moments: how many went from where to where; those who were in none at both are left out; largest first',
  }),
});
export type MovementView = Type.Static<typeof MovementView>;
