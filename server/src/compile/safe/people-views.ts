import { tables } from '../tables.ts';
import { columnDocs, hideText, keep, localSql, personSql, type SafeView, selectSql, type ViewScope } from './view.ts';

const profiles: SafeView = {
  name: 'profiles',
  zh: '客户：每位一行，客户属性写作 traits.名称',
  en: 'Customers, one row each; attributes are traits.<name>',
  root: 'traits',
  columns: columnDocs(`
    profile_id | UInt64 | 客户编号 | the customer’s number
    created_at | DateTime64 | 首次出现的时间 | when they were first seen
    identifiers | Array(String) | 有哪些类型的标识（不含值） | which kinds of identifiers they have, without the values`),
  sql: (scope) =>
    selectSql(scope, { table: tables.profiles, where: 'merged_into = 0', root: 'traits' }, [
      keep('profile_id'),
      keep('created_at', localSql('created_at', scope)),
      keep('identifiers', 'kinds'),
    ]),
};

/** A value whose class hangs on the name beside it. */
function hiddenBy(name: string, value: string, scope: 'tag' | 'trait', names: readonly string[], { binder, mask }: ViewScope): string {
  if (mask === undefined) return value;
  const byClass = Map.groupBy(names, (each) => mask.classOf(scope, each) ?? '');
  byClass.delete('');
  const cases = [...byClass].flatMap(([kind, list]) => [`${name} IN ${binder.bind(list, 'Array(String)')}`, `toString(${mask.text(value, kind)})`]);
  const usual = `ifNull(toString(${mask.text(value, undefined)}), '')`;
  return cases.length === 0 ? usual : `multiIf(${cases.map((sql, index) => (index % 2 === 0 ? sql : `ifNull(${sql}, '')`)).join(', ')}, ${usual})`;
}

/** Keys of what rows name by number. */
function keySql(
  column: string,
  ids: readonly (readonly [string, { readonly id: number }])[],
  { binder }: ViewScope,
): { readonly key: string; readonly known: string } {
  const numbers = binder.bind(
    ids.map(([, { id }]) => id),
    'Array(UInt32)',
  );
  const keys = binder.bind(
    ids.map(([key]) => key),
    'Array(String)',
  );
  return { key: ids.length === 0 ? "''" : `transform(${column}, ${numbers}, ${keys}, '')`, known: ids.length === 0 ? '0' : `${column} IN ${numbers}` };
}

const tagColumns = `
    profile_id | UInt64 | 客户编号 | the customer’s number
    tag | String | 标签编码 | the tag’s key
    text | String | 标签值；多值标签为空 | its value; empty for lists
    items | Array(String) | 多值标签的各个值 | the values of a list
    number | Nullable(Float64) | 标签值作为数字，不是数字则为空 | the value as a number; NULL where it is none`;

function tagSql(scope: ViewScope, table: string, more: readonly string[], where = ''): string {
  const { key, known } = keySql('tag_id', [...scope.context.tags], scope);
  const tags = [...scope.context.tags.keys()];
  const text = hiddenBy('tag', 'value', 'tag', tags, scope);
  const item = hiddenBy('tag', 'item', 'tag', tags, scope);
  const items = scope.mask === undefined ? 'list' : `arrayMap(item -> ${item}, list)`;
  const read = `SELECT profile_id, ${key} AS tag, text AS value, items AS list, ${localSql('at', scope)} AS moment${more.map((sql) => `, ${sql}`).join('')}
    FROM ${table} PREWHERE workspace = ${scope.binder.bind(scope.context.workspace, 'UInt32')} WHERE ${known}${where}`;
  const kept = more.map((sql) => `, ${sql.split(' AS ').at(-1)}`).join('');
  return `SELECT profile_id, tag, ${text} AS text, ${items} AS items, toFloat64OrNull(${text}) AS number, moment AS at${kept} FROM (${read})`;
}

const tags: SafeView = {
  name: 'tags',
  zh: '标签的当前值：每位客户的每个标签一行',
  en: 'What tags say now: a row for each customer and tag',
  columns: columnDocs(`${tagColumns}
    at | DateTime64 | 该值的起始时间 | since when it says that`),
  sql: (scope) => tagSql(scope, `${tables.tagValues} FINAL`, []),
};

const tagHistory: SafeView = {
  name: 'tag_history',
  zh: '标签值的每次变化',
  en: 'Every change of a tag’s value',
  columns: columnDocs(`${tagColumns}
    at | DateTime64 | 变化时间 | when it changed
    is_gone | UInt8 | 1 表示从此没有值 | 1: from then on there was no value`),
  sql: (scope) => tagSql(scope, tables.tagChanges, ['is_gone']),
};

const segmentMembers: SafeView = {
  name: 'segment_members',
  zh: '当前在哪些人群里',
  en: 'Who is in which segment now',
  columns: columnDocs(`
    segment | String | 人群编码 | the segment’s key
    profile_id | UInt64 | 客户编号 | the customer’s number
    since | DateTime64 | 进入的时间 | since when`),
  sql: (scope) => {
    const { key, known } = keySql('segment_id', [...scope.names.segments], scope);
    return selectSql(scope, { table: `${tables.memberships} FINAL`, where: known }, [
      keep('segment', key),
      keep('profile_id'),
      keep('since', localSql('since', scope)),
    ]);
  },
};

const segmentChanges: SafeView = {
  name: 'segment_changes',
  zh: '进入和离开人群的记录',
  en: 'Who entered and left which segment',
  columns: columnDocs(`
    segment | String | 人群编码 | the segment’s key
    profile_id | UInt64 | 客户编号 | the customer’s number
    change | String | entered 进入，left 离开 | entered or left
    at | DateTime64 | 时间 | when
    cause | String | 原因：data 数据变化，time 时间推移，edited 规则修改… | why: data, time, edited…`),
  sql: (scope) => {
    const { key, known } = keySql('segment_id', [...scope.names.segments], scope);
    const columns = [
      keep('segment', key),
      keep('profile_id'),
      keep('change', 'toString(change)'),
      keep('at', localSql('at', scope)),
      keep('cause', 'toString(cause)'),
    ];
    return selectSql(scope, { table: tables.segmentChanges, where: known }, columns);
  },
};

const listMembers: SafeView = {
  name: 'list_members',
  zh: '名单里的客户',
  en: 'Who is on which list',
  columns: columnDocs(`
    list | String | 名单编码 | the list’s key
    profile_id | UInt64 | 客户编号 | the customer’s number
    added_at | DateTime64 | 加入的时间 | since when`),
  sql: (scope) => {
    const { key, known } = keySql('list_id', [...(scope.context.lists ?? [])], scope);
    return selectSql(scope, { table: tables.listMembers, where: known }, [
      keep('list', key),
      personSql(tables.listMembers, scope),
      keep('added_at', localSql('added_at', scope)),
    ]);
  },
};

const traitHistory: SafeView = {
  name: 'trait_history',
  zh: '客户属性的每次变化',
  en: 'Every value that a source said of an attribute',
  columns: columnDocs(`
    profile_id | UInt64 | 客户编号 | the customer’s number
    trait | String | 客户属性名 | the attribute’s name
    value | String | 值；列表为空 | its value; empty for lists
    items | Array(String) | 列表的各个值 | the values of a list
    ts | DateTime64 | 时间 | when
    source | String | 数据源 | who said it`),
  sql: (scope) => {
    const { binder, context, mask, names } = scope;
    const known = mask === undefined ? '' : ` AND trait IN ${binder.bind(names.traits, 'Array(String)')}`;
    const items = mask === undefined ? 'list' : `arrayMap(item -> ${hiddenBy('trait', 'item', 'trait', names.traits, scope)}, list)`;
    const read = `SELECT ${personSql(tables.traitChanges, scope).sql} AS profile_id, toString(trait) AS trait, value AS said, items AS list, ${localSql('ts', scope)} AS moment, source
      FROM ${tables.traitChanges} PREWHERE workspace = ${binder.bind(context.workspace, 'UInt32')} WHERE ts < ${binder.moment(context.at + 1)}${known}`;
    return `SELECT profile_id, trait, ${hiddenBy('trait', 'said', 'trait', names.traits, scope)} AS value, ${items} AS items, moment AS ts, source FROM (${read})`;
  },
};

const consents: SafeView = {
  name: 'consents',
  zh: '授权记录：同意与拒绝',
  en: 'What customers agreed to and refused',
  columns: columnDocs(`
    profile_id | UInt64 | 客户编号 | the customer’s number
    purpose | String | 用途 | what for
    channel | String | 触达渠道；空表示整个用途 | by which channel; empty: for the whole purpose
    state | String | granted 同意，refused 拒绝 | granted or refused
    ts | DateTime64 | 时间 | when
    expires_at | Nullable(DateTime64) | 有效期至 | until when
    source | String | 来源 | where it was said`),
  sql: (scope) =>
    selectSql(scope, { table: tables.consents, where: `ts < ${scope.binder.moment(scope.context.at + 1)}` }, [
      personSql(tables.consents, scope),
      keep('purpose'),
      keep('channel'),
      keep('state', 'toString(state)'),
      keep('ts', localSql('ts', scope)),
      keep('expires_at', localSql('expires_at', scope)),
      hideText('source'),
    ]),
};

export const peopleViews: readonly SafeView[] = [profiles, tags, tagHistory, segmentMembers, segmentChanges, listMembers, traitHistory, consents];
