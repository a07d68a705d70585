import type { ProfileRow, ProfileView } from '@danqing/contracts';
import { type AskedColumn, compileColumns, type EvaluationContext, type MetricKey } from '#compile';
import { isJsonObject } from '#kernel';
import type { ClickHouse } from '#platform';
import type { ProfileReader } from '#profile';
import type { Column } from './columns.ts';

interface RowDeps {
  readonly clickhouse: ClickHouse;
  readonly reader: ProfileReader;
}

type Metrics = Readonly<Record<string, number | null>>;

/** What the columns show of these profiles, in their order; those that were merged away since are left out. */
export async function readRows(deps: RowDeps, context: EvaluationContext, ids: readonly number[], columns: readonly Column[]): Promise<readonly ProfileRow[]> {
  const metricKeys = columns.flatMap((column) => (column.kind === 'metrics' ? [column.of] : []));
  const [profiles, metrics] = await Promise.all([
    Promise.all(ids.map((id) => deps.reader.byId(context.workspace, id))),
    readMetrics(deps, context, ids, metricKeys),
  ]);
  return profiles.flatMap((profile) =>
    profile === undefined || profile.mergedFrom !== undefined ? [] : [rowOf(profile, columns, metrics.get(profile.id) ?? emptyMetrics(metricKeys))],
  );
}

const emptyMetrics = (keys: readonly MetricKey[]): Metrics => Object.fromEntries(keys.map((key) => [key, null]));

/** Metrics of a page of profiles: from the timeline, which is keyed by person, so the cost is the page's and not the workspace's. */
async function readMetrics(
  { clickhouse, reader }: RowDeps,
  context: EvaluationContext,
  ids: readonly number[],
  keys: readonly MetricKey[],
): Promise<ReadonlyMap<number, Metrics>> {
  if (keys.length === 0 || ids.length === 0) return new Map();
  const identities = await Promise.all(ids.map((id) => reader.identityById(context.workspace, id)));
  const origins = identities.flatMap((identity) => (identity === undefined ? [] : [identity.id, ...identity.mergedIds]));
  const asked = Object.fromEntries(keys.map((key, index): [string, AskedColumn] => [`m_${index}`, { kind: 'measure', measure: { kind: 'metric', key } }]));
  const { sql, params } = compileColumns(asked, { ...context, only: { profiles: ids, origins } });
  const rows = await clickhouse.query<{ profile_id: number } & Readonly<Record<string, number | null>>>(sql, params, { lane: 'interactive' });
  return new Map(rows.map((row) => [row.profile_id, Object.fromEntries(keys.map((key, index) => [key, row[`m_${index}`] ?? null]))]));
}

/** Traits in which people's names stand: the column `name`. */
const nameTraits = 'name full_name fullName real_name realName nickname nick_name 姓名 昵称 firstName lastName first_name last_name'.split(' ');

function rowOf(profile: ProfileView, columns: readonly Column[], metrics: Metrics): ProfileRow {
  const plain = new Set(columns.flatMap((column) => (column.kind === 'plain' ? [column.name] : [])));
  const named = (kind: 'identifiers' | 'traits' | 'tags'): readonly string[] => columns.flatMap((column) => (column.kind === kind ? [column.of] : []));
  const kinds = named('identifiers');
  const showsKind = (kind: string): boolean => plain.has('identifiers') || kinds.some((wanted) => kind === wanted || kind.startsWith(`${wanted}:`));
  const { id, createdAt, firstSeenAt, lastSeenAt, eventCount } = profile;
  return {
    id,
    createdAt,
    firstSeenAt,
    lastSeenAt,
    eventCount,
    identifiers: profile.identifiers.filter(({ kind }) => showsKind(kind)).map(({ kind, value }) => ({ kind, value })),
    traits: pickTraits(profile.traits, [...(plain.has('name') ? nameTraits : []), ...named('traits')]),
    tags: pick(
      profile.tags,
      named('tags').flatMap((name) => [name, name.split('.', 1)[0] ?? name]),
    ),
    segments: plain.has('segments') ? profile.segments : [],
    metrics,
  };
}

const pick = (values: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries([...new Set(keys)].flatMap((key) => (Object.hasOwn(values, key) ? [[key, values[key]]] : [])));

/** Nested, as traits are, with nothing but the paths asked for. */
function pickTraits(traits: Readonly<Record<string, unknown>>, paths: readonly string[]): Record<string, unknown> {
  const heads = Map.groupBy(new Set(paths), (path) => path.split('.', 1)[0] ?? path);
  return Object.fromEntries(
    [...heads].flatMap(([head, under]): [string, unknown][] => {
      const value = traits[head];
      const rest = under.flatMap((path) => (path === head ? [] : [path.slice(head.length + 1)]));
      if (value === undefined) return [];
      return [[head, isJsonObject(value) && rest.length === under.length ? pickTraits(value, rest) : value]];
    }),
  );
}
