import Type, { type Static } from 'typebox';
import { NullOr } from './define.ts';
import { ProfileSort } from './browse.ts';
import { PageOf } from './page.ts';
import { RuleSchema } from './rule.ts';

const Moment = Type.String({ format: 'date-time' });

export const ExportInput = Type.Object(
  {
    what: Type.Enum(['profiles', 'events', 'members'], { description: 'members: of the segment that is named' }),
    format: Type.Optional(Type.Enum(['csv', 'jsonl'], { default: 'csv' })),
    columns: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 500 }), {
        minItems: 1,
        maxItems: 200,
        description:
          'columns of the list of customers (name, identifiers.phone, traits.city, metrics.orders …), or id, phone, traits.city …; properties.revenue …; by default the usual ones',
      }),
    ),
    headings: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        maxItems: 200,
        description: 'what the columns are called in the file, in their order; with `columns`',
      }),
    ),
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'what the file is about, such as the name of a view' })),
    ids: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 1000, description: 'only these profiles, in this order' })),
    rule: Type.Optional({ ...RuleSchema, description: 'only whom it finds when the file is made (profiles)' }),
    sort: Type.Optional({ ...ProfileSort, description: 'with `rule`: in which order' }),
    segment: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'only its members (profiles, members)' })),
    event: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'only events of this name' })),
    from: Type.Optional(Type.String({ maxLength: 40, description: 'events: ISO 8601, inclusive; without an offset in the zone of the workspace' })),
    to: Type.Optional(Type.String({ maxLength: 40, description: 'events: exclusive' })),
    masked: Type.Optional(Type.Boolean({ default: true, description: 'false needs personal.reveal besides data.export' })),
    reason: Type.String({ minLength: 5, maxLength: 500, pattern: '\\S', description: 'what it is for; kept in the audit log' }),
  },
  { additionalProperties: false },
);
export type ExportInput = Static<typeof ExportInput>;

export const ExportView = Type.Object({
  id: Type.Integer(),
  what: Type.Enum(['profiles', 'events', 'members']),
  format: Type.Enum(['csv', 'jsonl']),
  segment: NullOr(Type.String()),
  title: NullOr(Type.String()),
  event: NullOr(Type.String()),
  masked: Type.Boolean(),
  reason: NullOr(Type.String()),
  by: Type.String(),
  isMine: Type.Boolean(),
  state: Type.Enum(['queued', 'running', 'done', 'failed', 'cancelled', 'expired'], { description: 'expired: the file is gone' }),
  rows: Type.Integer(),
  rowLimit: Type.Integer({ description: 'of the role that asked' }),
  isCut: Type.Boolean({ description: 'there was more than the limit' }),
  bytes: NullOr(Type.Integer()),
  error: NullOr(Type.String()),
  askedAt: Moment,
  finishedAt: NullOr(Moment),
  expiresAt: NullOr(Moment),
});
export type ExportView = Static<typeof ExportView>;
export const ExportPage = PageOf(ExportView);
