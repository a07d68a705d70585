import type { Measure, Rank, Rule } from '../rule.ts';
import { tables } from '../tables.ts';
import type { Compilation } from './compilation.ts';
import { allOf, type Condition, type SourceName, union } from './expression.ts';
import { Frame } from './frame.ts';
import { scopeFilters } from './scope.ts';
import { accountsSql } from './membership.ts';
import { measureQuantity, ruleCondition } from './rule.ts';

type Joined = Exclude<SourceName, 'profile'>;

/** SQL of one column `profile_id`: the members, each once. */
export function membersSql(rule: Rule, compilation: Compilation, way: readonly string[]): string {
  const frame = frameOf(compilation);
  return selectSql(
    frame,
    conjunctsOf(rule, compilation, way).map(({ rule: part, way: partWay }) => ruleCondition(part, frame, partWay)),
    '',
  );
}

/** SQL of `profile_id, value` (Float64) of those whose measure is known; `among`: SQL of the only profiles that count. */
export function valuesSql(measure: Measure, compilation: Compilation, among: string | null): string {
  const frame = frameOf(compilation);
  const quantity = measureQuantity(measure, frame);
  const known: Condition = {
    sql: quantity.isNullable ? `isNotNull(${quantity.sql})` : '1',
    sources: quantity.sources,
    whenEmpty: quantity.whenEmpty === 'depends' ? 'depends' : quantity.whenEmpty !== null,
  };
  const limits: Condition[] = [];
  if (among !== null) {
    const { source, column } = frame.members(among);
    limits.push({ sql: column, sources: new Set([source]), whenEmpty: false });
  }
  const value = quantity.isNullable ? `assumeNotNull(toFloat64(${quantity.sql}))` : `toFloat64(${quantity.sql})`;
  return selectSql(frame, [known, ...limits], `, ${value} AS value`, quantity.sources);
}

/**
 * SQL of `profile_id` and a column for each measure, in one pass, of those whose first measure is known; of the others, what is unknown is 0.
 * Names are the caller's, never a person's.
 */
export function measuresSql(measures: readonly (readonly [name: string, measure: Measure])[], compilation: Compilation): string {
  const frame = frameOf(compilation);
  const quantities = measures.map(([name, measure]) => ({ name, quantity: measureQuantity(measure, frame) }));
  const [first] = quantities;
  const known: Condition[] =
    first === undefined ? [] : [{ sql: `isNotNull(${first.quantity.sql})`, sources: first.quantity.sources, whenEmpty: first.quantity.whenEmpty !== null }];
  const columns = quantities.map(({ name, quantity }) => `, ifNull(toFloat64(${quantity.sql}), 0) AS ${name}`);
  return selectSql(frame, known, columns.join(''), union(...quantities.map(({ quantity }) => quantity.sources)));
}

/** The parts that must all hold, segments opened. */
function conjunctsOf(rule: Rule, compilation: Compilation, way: readonly string[]): readonly { readonly rule: Rule; readonly way: readonly string[] }[] {
  compilation.countCondition();
  if (rule.kind === 'all') return rule.of.flatMap((part) => conjunctsOf(part, compilation, way));
  if (rule.kind === 'segment') return conjunctsOf(compilation.segment(rule.key, way), compilation, [...way, rule.key]);
  return [{ rule, way }];
}

/**
 * Puts the sources together. A condition that reads one subquery only is decided inside it: the profiles where it holds are joined (SEMI),
 * or, when it holds of those with nothing, the ones where it fails are left out (ANTI). Only conditions across sources need the columns of
 * both (LEFT JOIN). Nobody is read from the mirror when a subquery says who can be a member at all.
 *
 * Measured on 5 million profiles and 10 million events (wall time; three event conditions, half of the profiles by a trait): SEMI 360 ms,
 * ANTI 395, LEFT JOIN with columns 480, a bitmap of the profiles 345. `profile_id IN (subquery)` took 1.2 to 6.5 s: ClickHouse sorts the set
 * for the primary key (390 ms with use_index_for_in_with_subqueries = 0, which a part of a query cannot set for itself).
 */
export function selectSql(frame: Frame, conditions: readonly Condition[], extra: string, extraSources: ReadonlySet<SourceName> = new Set()): string {
  const ofProfile = conditions.filter(({ sources }) => [...sources].every((source) => source === 'profile'));
  const ofOne = conditions.filter(({ sources }) => sources.size === 1 && !sources.has('profile'));
  const across = conditions.filter(({ sources }) => sources.size > 1);
  const carried = union(extraSources, ...across.map(({ sources }) => sources));
  const plans = joinedSources(conditions, extraSources).map((source) =>
    planOf(source, allOf(ofOne.filter(({ sources }) => sources.has(source))), carried.has(source), frame),
  );
  // Tag history keeps ids of profiles that were merged away; the mirror knows who is there today.
  const first = carried.has('profile') || ofProfile.length > 0 ? undefined : plans.find(({ kind, source }) => kind === 'INNER JOIN' && source !== 'tags');
  const base = first === undefined ? profileSql(frame, ofProfile, carried.has('profile')) : first.sql;
  const joins = plans.filter((plan) => plan !== first && plan.kind !== 'none');
  const filter = allOf([...across, ...plans.flatMap(({ left }) => left)]).sql;
  if (joins.length === 0 && extra === '' && filter === '1') return base;
  const joined = joins.map(({ kind, sql }, index) => ` ${kind} (${sql}) AS s${index + 1} ON s${index + 1}.profile_id = p.profile_id`).join('');
  return `SELECT p.profile_id AS profile_id${extra} FROM (${base}) AS p${joined}${filter === '1' ? '' : ` WHERE ${filter}`}`;
}

const joinedSources = (conditions: readonly Condition[], extra: ReadonlySet<SourceName>): readonly Joined[] =>
  [...union(extra, ...conditions.map(({ sources }) => sources))].filter((source): source is Joined => source !== 'profile');

interface JoinPlan {
  readonly source: Joined;
  readonly kind: 'INNER JOIN' | 'LEFT JOIN' | 'LEFT ANTI JOIN' | 'none';
  readonly sql: string;
  /** What is left to ask once the columns are there. */
  readonly left: readonly Condition[];
}

/** `own`: what only this source decides. `isCarried`: others need its columns. */
function planOf(source: Joined, own: Condition, isCarried: boolean, frame: Frame): JoinPlan {
  const sql = frame.sourceSql(source);
  const columns = isCarried ? '*' : 'profile_id';
  if (own.whenEmpty === false) return { source, kind: 'INNER JOIN', sql: `SELECT ${columns} FROM (${sql}) WHERE ${own.sql}`, left: [] };
  if (isCarried) return { source, kind: 'LEFT JOIN', sql, left: [own] };
  if (own.sql === '1') return { source, kind: 'none', sql, left: [] };
  return { source, kind: 'LEFT ANTI JOIN', sql: `SELECT profile_id FROM (${sql}) WHERE NOT ${own.sql}`, left: [] };
}

/** The population, filtered by conditions on the profile's own row. */
function profileSql(frame: Frame, conditions: readonly Condition[], isCarried: boolean): string {
  const { binder, context } = frame.compilation;
  if (frame.unit === 'account') return accountsSql(frame.compilation, conditions.length > 0 ? allOf(conditions).sql : '1');
  const columns = [...frame.profileColumns].map(([sql, name]) => `${sql} AS ${name}`);
  const used = conditions.length > 0 ? allOf(conditions).sql : '1';
  const population = `workspace = ${binder.bind(context.workspace, 'UInt32')} AND merged_into = 0${scopeFilters(context, 'profile_id')
    .map((filter) => ` AND ${filter}`)
    .join('')}${used === '1' ? '' : ` AND ${used}`}`;
  if (isCarried) return `SELECT ${['profile_id', ...columns].join(', ')} FROM ${tables.profiles} WHERE ${population}`;
  return columns.length === 0
    ? `SELECT profile_id FROM ${tables.profiles} WHERE ${population}`
    : `WITH ${columns.join(', ')} SELECT profile_id FROM ${tables.profiles} WHERE ${population}`;
}

export const frameOf = (compilation: Compilation): Frame =>
  new Frame(compilation, {
    rank: (rank, way) => compilation.overEverybody(() => rankSql(rank, compilation, way)),
    accounts: (rule) => accountsOfSql(rule, compilation),
  });

/** SQL of the keys of the accounts that satisfy the rule, as `profile_id`. The parser lets nothing in that needs a select of its own. */
function accountsOfSql(rule: Rule, compilation: Compilation): string {
  const none = (): string => 'SELECT 0 AS profile_id WHERE 0';
  const frame = new Frame(compilation, { rank: none, accounts: none }, 'account');
  const parts = rule.kind === 'all' ? rule.of : [rule];
  return selectSql(
    frame,
    parts.map((part) => ruleCondition(part, frame, [])),
    '',
  );
}

/**
 * Who is at the top or bottom. Percent: beyond the type-7 quantile (quantileExactInclusive) of those whose measure is known; n: exactly n,
 * ties by lower profile id. The quantile comes from the same rows as the values, so that they are computed once.
 */
function rankSql({ end, size, by, among }: Rank, compilation: Compilation, way: readonly string[]): string {
  const values = valuesSql(by, compilation, among === null ? null : membersSql(among, compilation, way));
  if ('n' in size) {
    return `SELECT profile_id FROM (${values}) ORDER BY value ${end === 'top' ? 'DESC' : 'ASC'}, profile_id ASC LIMIT ${compilation.binder.bind(size.n, 'UInt64')}`;
  }
  const level = end === 'top' ? (100 - size.percent) / 100 : size.percent / 100;
  const cut = `quantileExactInclusive(${compilation.binder.number(level)})(value) OVER () AS cut`;
  return `SELECT profile_id FROM (SELECT profile_id, value, ${cut} FROM (${values})) WHERE value ${end === 'top' ? '>' : '<'} cut`;
}
