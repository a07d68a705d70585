/** The first page: what each role should see first. The server says what there is; the console knows how each block looks. */
import Type from 'typebox';
import { Role } from './access.ts';
import { NullOr } from './define.ts';
import { Words } from './words.ts';

const Moment = Type.String({ format: 'date-time' });
const Link = Type.String({ description: 'a path of the console within the workspace' });

export const homeFigures = [
  'customers',
  'active_30d',
  'new_30d',
  'orders_30d',
  'net_sales_30d',
  'waiting_events',
  'parked_events',
  'firing_alerts',
  'failed_definitions',
  'reveals_7d',
  'exports_7d',
  'open_erasures',
] as const;
export type HomeFigureKey = (typeof homeFigures)[number];

export const HomeFigure = Type.Object({
  key: Type.Enum([...homeFigures]),
  value: NullOr(Type.Number({ description: 'null: nothing is known of it yet' })),
  before: NullOr(Type.Number({ description: 'the period before; null where there is none to compare with' })),
  unit: Type.Enum(['count', 'money']),
  /** What more means. */
  isGood: Type.Enum(['more', 'less', 'neither']),
  link: NullOr(Link),
  asOf: Moment,
});
export type HomeFigure = Type.Static<typeof HomeFigure>;

export const HomeItem = Type.Object({
  title: Words,
  detail: Words,
  level: Type.Enum(['info', 'good', 'warning', 'error']),
  at: NullOr(Moment),
  link: NullOr(Link),
});
export type HomeItem = Type.Static<typeof HomeItem>;

export const homeLists = [
  'alerts',
  'failed_imports',
  'parked_sources',
  'silent_sources',
  'tasks_today',
  'new_tags',
  'packs',
  'changed_definitions',
  'costly_definitions',
  'failed_definitions',
  'key_events',
  'erasures',
  'audit',
  'questions',
] as const;
export type HomeListKey = (typeof homeLists)[number];

export const HomeSegment = Type.Object({
  key: Type.String(),
  name: Type.String(),
  count: Type.Integer(),
  before: Type.Integer({ description: 'seven days ago, or when it was first computed' }),
  days: Type.Array(Type.Integer(), { description: 'its size at the end of each of the last seven days, today last' }),
});
export type HomeSegment = Type.Static<typeof HomeSegment>;

/** An empty list is good news or says what to do: the console has words for each. */
export const HomeBlock = Type.Union([
  Type.Object({ kind: Type.Literal('figures'), items: Type.Array(HomeFigure) }),
  Type.Object({ kind: Type.Literal('list'), key: Type.Enum([...homeLists]), items: Type.Array(HomeItem), asOf: Moment, link: NullOr(Link) }),
  Type.Object({ kind: Type.Literal('segments'), items: Type.Array(HomeSegment), asOf: Moment }),
]);
export type HomeBlock = Type.Static<typeof HomeBlock>;

export const HomeView = Type.Object({
  role: Role,
  roles: Type.Array(Role, { description: 'whose pages the caller may look at' }),
  currency: Type.String(),
  noun: Words,
  blocks: Type.Array(HomeBlock),
});
export type HomeView = Type.Static<typeof HomeView>;
export const HomeQuery = Type.Object({ role: Type.Optional(Role) });
