import { memberSql } from '../sql/alias.ts';
import { type Binder, quoted } from '../sql/binder.ts';
import type { EvaluationContext } from '../context.ts';
import type { Field, FieldRoot } from './fields.ts';
import { fieldSql } from './fields-sql.ts';
import type { MaskSql } from './mask.ts';

/** What a column of a view is called, what it holds, and how it comes about. */
interface ViewColumn {
  readonly name: string;
  /** In the engine's words, for people to read. */
  readonly type: string;
  readonly zh: string;
  readonly en: string;
}

/** What views are made from. */
export interface ViewScope {
  readonly binder: Binder;
  readonly context: EvaluationContext;
  readonly mask: MaskSql | undefined;
  readonly fields: readonly Field[];
  readonly names: SafeNames;
  /** Names that the statement reads; other columns need not be there. Undefined: it may read all. */
  readonly named?: ReadonlySet<string> | undefined;
}

/** What definitions are called by the numbers that stand in rows; and the names of traits that changed, where their history is read masked. */
export interface SafeNames {
  readonly segments: ReadonlyMap<string, { readonly id: number }>;
  readonly traits: readonly string[];
}

/** A view that statements of people may read: one workspace's rows, its moment, and no column that is not meant for them. */
export interface SafeView {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly columns: readonly ViewColumn[];
  readonly root?: FieldRoot;
  /** The SELECT behind it. */
  sql(scope: ViewScope): string;
}

/** A column as it is read, and how it is hidden: `text` by what is recognised in it, anything else as that class. */
export interface Read {
  readonly name: string;
  readonly sql: string;
  readonly hide?: string;
  /** It makes the rows, and others are read from it: it is there whether it is named or not. */
  readonly makesRows?: boolean;
}

export const keep = (name: string, sql = name): Read => ({ name, sql });
export const hideText = (name: string, sql = name): Read => ({ name, sql, hide: 'text' });

/** A moment as clocks in the workspace's zone show it, so that days and months begin there. */
export const localSql = (sql: string, { binder, context }: ViewScope): string => `toTimeZone(${sql}, ${binder.text(context.timezone)})`;

/** Whose row it is today. */
export const personSql = (table: string, { context }: ViewScope): Read => keep('profile_id', memberSql(table, context));

/**
 * The inner SELECT reads, the outer one hides. PREWHERE with the workspace comes before anything that people ask: an expression of theirs never meets
 * a row of others, not even to fail on it. Columns that nobody names are left out: the masks of all columns of the events are 90 KB of SQL, and reading
 * that took the engine 170 ms, twice for every preview.
 */
export function selectSql(
  scope: ViewScope,
  from: { readonly table: string; readonly where?: string; readonly kind?: string; readonly root?: FieldRoot },
  all: readonly Read[],
): string {
  const { binder, mask, named } = scope;
  const read = named === undefined ? all : all.filter(({ name, makesRows }) => makesRows === true || named.has(name));
  const columns = read.length === 0 ? all.slice(0, 1) : read;
  const fields = scope.fields.filter(({ root }) => root === from.root).map((field, index) => fieldSql(field, `f${index}`, mask, from.kind));
  const inner = [...columns.map(({ name, sql }) => (sql === name ? name : `${sql} AS ${quoted(name)}`)), ...fields.map(({ raw }) => raw)];
  const outer = [
    ...columns.map(({ name, hide }) =>
      hide === undefined || mask === undefined ? name : `${mask.text(name, hide === 'text' ? undefined : hide)} AS ${quoted(name)}`,
    ),
    ...fields.map(({ column }) => column),
  ];
  const where = from.where === undefined ? '' : ` WHERE ${from.where}`;
  const source = `SELECT ${inner.join(', ')} FROM ${from.table} PREWHERE workspace = ${binder.bind(scope.context.workspace, 'UInt32')}${where}`;
  return mask === undefined && fields.length === 0 ? source : `SELECT ${outer.join(', ')} FROM (${source})`;
}

const columnDocs = (rows: string): readonly ViewColumn[] =>
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', type = '', zh = '', en = ''] = row.split('|').map((cell) => cell.trim());
      return { name, type, zh, en };
    });
export { columnDocs };
