import Type, { type Static } from 'typebox';
import { DefinitionKey, NullOr } from './define.ts';
import { PageOf, PageQuery } from './page.ts';
import { Words } from './words.ts';

const Moment = Type.String({ format: 'date-time' });

/** Rows of a page of an answer, and the most that an answer shows. */
export const sqlPageRows = 500;
export const sqlMostRows = 10_000;

export const SqlText = Type.String({ minLength: 1, maxLength: 20_000, description: 'one SELECT over the views; values that change are {{name:Type}}' });
/** By the name of a parameter. */
export const SqlValues = Type.Record(
  Type.String({ maxLength: 100 }),
  Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 1000 }), Type.Null()]),
);
export type SqlValues = Static<typeof SqlValues>;
export const sqlParameterTypes = ['string', 'number', 'integer', 'date', 'datetime', 'strings'] as const;

export const SqlColumn = Type.Object({ name: Type.String(), type: Type.String({ description: 'of ClickHouse' }) });
export type SqlColumn = Static<typeof SqlColumn>;
export const SqlError = Type.Object({ code: Type.String(), message: Type.String(), line: NullOr(Type.Integer({ description: 'from 1, where it is known' })) });
export type SqlError = Static<typeof SqlError>;

export const SqlInput = Type.Object({ sql: SqlText, parameters: Type.Optional(SqlValues) }, { additionalProperties: false });
export const SqlRunInput = Type.Object(
  { ...SqlInput.properties, question: Type.Optional(Type.Integer({ minimum: 1, description: 'the saved question whose text this is' })) },
  { additionalProperties: false },
);

export const SqlCheckView = Type.Object({
  errors: Type.Array(SqlError, { description: 'none: it can be run' }),
  columns: Type.Array(SqlColumn),
  parameters: Type.Array(Type.Object({ name: Type.String(), type: Type.Enum([...sqlParameterTypes]) })),
  rows: NullOr(Type.Integer({ description: 'rows that would be read, at most' })),
});
export type SqlCheckView = Static<typeof SqlCheckView>;

export const SqlRunView = Type.Object({
  id: Type.String(),
  sql: Type.String({ description: 'without personal values' }),
  parameters: SqlValues,
  question: NullOr(Type.Integer()),
  cause: Type.Enum(['editor', 'question', 'schedule']),
  by: Type.String(),
  isMine: Type.Boolean(),
  state: Type.Enum(['queued', 'running', 'done', 'failed', 'stopped']),
  askedAt: Moment,
  startedAt: NullOr(Moment),
  endedAt: NullOr(Moment),
  columns: NullOr(Type.Array(SqlColumn)),
  rows: NullOr(Type.Integer({ description: 'of the answer, at most 10,000' })),
  isCut: Type.Boolean({ description: 'there were more' }),
  rowsRead: NullOr(Type.Integer()),
  rowsToRead: NullOr(Type.Integer({ description: 'as far as the engine knows; while it runs' })),
  bytesRead: NullOr(Type.Integer()),
  memoryBytes: NullOr(Type.Integer()),
  error: NullOr(SqlError),
  isMasked: Type.Boolean({ description: 'personal data are pseudonyms' }),
});
export type SqlRunView = Static<typeof SqlRunView>;

export const SqlRunPage = PageOf(SqlRunView);
export const SqlRunQuery = Type.Object({ ...PageQuery.properties, who: Type.Optional(Type.Enum(['mine', 'all'], { default: 'mine' })) });
export const SqlRunParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const SqlRowsQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, default: 0, description: '500 rows each' })) });
export const SqlRowsView = Type.Object({ columns: Type.Array(SqlColumn), rows: Type.Array(Type.Array(Type.Unknown())), next: NullOr(Type.Integer()) });
export type SqlRowsView = Static<typeof SqlRowsView>;

export const SqlDownloadQuery = Type.Object({
  reason: Type.String({ minLength: 5, maxLength: 500, pattern: '\\S' }),
  format: Type.Optional(Type.Enum(['csv', 'xlsx'], { default: 'csv' })),
  name: Type.Optional(Type.String({ maxLength: 200, description: 'of the sheet in a workbook; without it the question’s' })),
});

export const SqlPeopleInput = Type.Object(
  { key: DefinitionKey, name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
  { additionalProperties: false },
);
export const SqlListView = Type.Object({ list: Type.String(), people: Type.Integer() });
export const SqlSegmentView = Type.Object({ segment: Type.String(), tag: Type.String({ description: 'holds the statement, computed once a day' }) });

export const SqlField = Type.Object({
  name: Type.String({ description: 'as a statement names it: traits.city' }),
  type: Type.String(),
  label: Words,
  filledShare: NullOr(Type.Number()),
  isPersonal: Type.Boolean({ description: 'a pseudonym for those who see no personal data' }),
  events: Type.Array(Type.String()),
});
export type SqlField = Static<typeof SqlField>;
export const SqlViewDoc = Type.Object({
  name: Type.String(),
  about: Words,
  columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String(), about: Words })),
  fields: Type.Array(SqlField),
});
export type SqlViewDoc = Static<typeof SqlViewDoc>;
export const SqlExample = Type.Object({ key: Type.String(), name: Words, about: Words, sql: Type.String(), chart: Type.Unknown() });
export const SqlSchemaView = Type.Object({
  views: Type.Array(SqlViewDoc),
  events: Type.Array(Type.Object({ name: Type.String(), label: Words, events: Type.Integer() })),
  functions: Type.Array(Type.String()),
  examples: Type.Array(SqlExample),
  limits: Type.Object({ seconds: Type.Integer(), rows: Type.Integer(), memoryBytes: Type.Integer() }),
  isMasked: Type.Boolean(),
});
export type SqlSchemaView = Static<typeof SqlSchemaView>;
