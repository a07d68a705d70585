import Type, { type Static } from 'typebox';
import { NullOr } from './define.ts';
import { PageOf } from './page.ts';
import { SqlRunView, SqlText, SqlValues } from './sql.ts';

const Moment = Type.String({ format: 'date-time' });

export const chartKinds = ['table', 'number', 'line', 'bar', 'stacked', 'pie', 'donut', 'scatter', 'pivot'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** How an answer is drawn. Columns by name; what is not said is chosen from what the columns hold. */
export const QuestionChart = Type.Object(
  {
    kind: Type.Enum([...chartKinds]),
    x: Type.Optional(Type.String({ maxLength: 500 })),
    y: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 20 })),
    series: Type.Optional(Type.String({ maxLength: 500, description: 'its values become series, or the columns of a pivot' })),
    unit: Type.Optional(Type.Enum(['count', 'money', 'percent'])),
  },
  { additionalProperties: false },
);
export type QuestionChart = Static<typeof QuestionChart>;

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Folder = Type.String({ maxLength: 300, description: 'names separated by /' });

export const QuestionInput = Type.Object(
  {
    name: Name,
    folder: Type.Optional(Folder),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    sql: SqlText,
    parameters: Type.Optional(SqlValues),
    chart: QuestionChart,
    visibility: Type.Optional(Type.Enum(['mine', 'workspace'], { default: 'mine' })),
    schedule: Type.Optional(Type.Enum(['none', 'daily'], { default: 'none', description: 'daily: soon after midnight of the workspace’s zone' })),
  },
  { additionalProperties: false },
);
export type QuestionInput = Static<typeof QuestionInput>;
export const QuestionChange = Type.Partial(QuestionInput);

export const QuestionView = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  folder: Type.String(),
  description: Type.String(),
  sql: Type.String(),
  parameters: SqlValues,
  chart: QuestionChart,
  visibility: Type.Enum(['mine', 'workspace']),
  schedule: Type.Enum(['none', 'daily']),
  version: Type.Integer(),
  owner: Type.String(),
  isMine: Type.Boolean(),
  mayChange: Type.Boolean(),
  result: NullOr(SqlRunView),
  createdAt: Moment,
  updatedAt: Moment,
  updatedBy: Type.String(),
});
export type QuestionView = Static<typeof QuestionView>;
export const QuestionPage = PageOf(QuestionView);
export const QuestionQuery = Type.Object({
  search: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});
export const QuestionVersionView = Type.Object({
  version: Type.Integer(),
  name: Type.String(),
  sql: Type.String(),
  parameters: SqlValues,
  chart: QuestionChart,
  madeAt: Moment,
  madeBy: Type.String(),
});
export const QuestionVersionPage = PageOf(QuestionVersionView);
export const QuestionRefresh = Type.Object({ parameters: Type.Optional(SqlValues) }, { additionalProperties: false });
