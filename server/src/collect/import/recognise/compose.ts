import type { ImportCondition, ImportMapping, ImportTableKind, ImportValue } from '@danqing/contracts';
import type { CaseColumn } from './case-column.ts';
import { casesOf } from './cases.ts';
import type { Words } from './decide.ts';
import { ownName } from './heading.ts';
import { refundsOf } from './refunds.ts';
import { isAmount } from './scan.ts';

export interface ComposeColumn extends CaseColumn {
  readonly name: string;
  readonly target: string;
  /** The same in all rows of an order. */
  readonly isSame: boolean;
  /** Its values wear the dress of money (¥1,299.00); of recognitions that were kept before this was asked, nothing is known. */
  readonly isMoney?: boolean;
}

/** How the file is read, as far as it has to be said. */
export type FileParts = Pick<ImportMapping, 'format' | 'encoding' | 'delimiter' | 'table' | 'sheet' | 'headerRow' | 'fill'>;

export interface ComposeInput {
  readonly kind: ImportTableKind;
  readonly file: FileParts;
  readonly columns: readonly ComposeColumn[];
  readonly dateFormat?: string | undefined;
  /** Reads times that name no zone; undefined: the workspace's. */
  readonly timeZone?: string | undefined;
  readonly duplicates?: 'keep' | 'skip' | undefined;
  /** Some times are long gone or still to come: such rows are rejected. */
  readonly hasWildTimes?: boolean | undefined;
}

export interface Composed {
  readonly mapping: ImportMapping | null;
  readonly problems: readonly Words[];
}

const partOf = (target: string): string => target.slice(0, target.indexOf(':') + 1);
const nameOf = (target: string): string => target.slice(target.indexOf(':') + 1);

/** The mapping that these meanings make. Null where an import could make nothing of it: `problems` says why. */
export function composeMapping(input: ComposeInput): Composed {
  const problems: Words[] = [];
  const made = input.kind === 'products' ? productMapping(input, problems) : personMapping(input, problems);
  const mapping = input.duplicates === undefined ? made : { ...made, duplicates: input.duplicates };
  return { mapping: problems.length > 0 ? null : mapping, problems };
}

/** Columns with a target of one part, by the target's name. */
const columnsOf = ({ columns }: ComposeInput, part: string): readonly (readonly [string, ComposeColumn])[] =>
  columns.filter(({ target }) => partOf(target) === part).map((column) => [nameOf(column.target), column]);
const withTarget = ({ columns }: ComposeInput, target: string): ComposeColumn | undefined => columns.find((column) => column.target === target);

const plain = (entries: readonly (readonly [string, ComposeColumn])[]): Readonly<Record<string, ImportValue>> =>
  Object.fromEntries(entries.map(([name, { name: column, isMoney }]) => [name, isMoney === true ? { column, type: 'number' } : { column }]));

function productMapping(input: ComposeInput, problems: Words[]): ImportMapping {
  const key = withTarget(input, 'key');
  if (key === undefined) problems.push({ zh: '没有能认出商品的列：指定一列作为商品编号', en: 'no column names the product: choose the one that does' });
  const attributes = plain(columnsOf(input, 'attribute:'));
  return { ...input.file, entity: 'product', key: { column: key?.name ?? '' }, traits: attributes };
}

/** Who the rows are about, and what is known of them. */
function whoOf(input: ComposeInput, problems: Words[]): ImportMapping {
  const identifiers = columnsOf(input, 'identifier:');
  if (identifiers.length === 0)
    problems.push({
      zh: '没有能认出客户的列：指定一列为手机号、邮箱或会员号',
      en: 'no column tells who the rows are about: choose the phone number, e-mail address or customer number',
    });
  else if (input.file.format === 'log' && identifiers.every(([, { known }]) => known === 0))
    problems.push({
      zh: '这份日志里没有访客：没有 Cookie（如 uid=…），也没有登录用户。让网站服务器把访客 Cookie 写进日志，再导入',
      en: 'the log names no visitor: no cookie (such as uid=…) and no signed-in user. Let the web server write the visitor’s cookie into its log',
    });
  const traits = { ...addressTraits(input), ...plain(columnsOf(input, 'trait:')) };
  const consents = columnsOf(input, 'consent:');
  return {
    ...input.file,
    identifiers: plain(identifiers),
    ...(Object.keys(traits).length === 0 ? {} : { traits }),
    ...(consents.length === 0 ? {} : { consents: plain(consents) }),
  };
}

function personMapping(input: ComposeInput, problems: Words[]): ImportMapping {
  const who = whoOf(input, problems);
  if (input.kind === 'customers' || input.kind === 'unknown') {
    if (who.traits === undefined && who.consents === undefined)
      problems.push({ zh: '除了标识没有别的内容：至少保留一列客户属性', en: 'nothing is said of the customers: keep at least one more column' });
    return who;
  }
  const identifiers = columnsOf(input, 'identifier:');
  const time = withTarget(input, 'time') ?? withTarget(input, 'property:paid_at');
  if (time === undefined) problems.push({ zh: '没有时间列：指定事件发生的时间', en: 'no column says when it happened: choose one' });
  const order = withTarget(input, 'order');
  const group = input.kind === 'order_lines' ? order?.name : undefined;
  const products = columnsOf(input, 'product:');
  const noOne: ImportCondition = allMissing(identifiers.map(([, { name }]) => name));
  const properties = propertiesOf(input, order, group !== undefined);
  const isOfOrders = input.kind === 'orders' || input.kind === 'order_lines';
  const also = isOfOrders ? refundsOf({ columns: input.columns, isGrouped: group !== undefined, properties, lines: linesOf(input) }) : [];
  const context = columnsOf(input, 'context:');
  return {
    ...who,
    ...(group === undefined ? {} : { group }),
    when: [{ if: noOne, skip: input.file.format === 'log' ? 'no visitor' : 'no customer' }, ...casesOf(input.kind, input.columns, problems)],
    ...(also.length === 0 ? {} : { also }),
    timestamp: { column: time?.name ?? '', ...timeReading(input) },
    ...(order === undefined ? {} : { messageId: [order.name] }),
    properties,
    ...(context.length === 0 ? {} : { context: plain(context) }),
    ...(products.length === 0
      ? {}
      : { products: Object.fromEntries(products.map(([name, { name: column, isMoney }]) => [name, isMoney === true ? { column, type: 'number' } : column])) }),
  };
}

/** A whole address on one line, taken apart; a column that holds one part by itself counts more. */
function addressTraits(input: ComposeInput): Readonly<Record<string, ImportValue>> {
  const column = withTarget(input, 'address')?.name;
  if (column === undefined) return {};
  return {
    'address.state': { column, type: 'address.province' },
    'address.city': { column, type: 'address.city' },
    'address.district': { column, type: 'address.district' },
    'address.street': { column, type: 'address.street' },
  };
}

const timeReading = ({ dateFormat, timeZone, hasWildTimes }: ComposeInput) => ({
  ...(hasWildTimes === true ? { earliest: '1990-01-01', latest: 'now' } : {}),
  ...(dateFormat === undefined ? {} : { format: dateFormat }),
  ...(timeZone === undefined ? {} : { zone: timeZone }),
});

const allMissing = (columns: readonly string[]): ImportCondition => {
  const missing = columns.map((column): ImportCondition => ({ column, op: 'missing' }));
  return missing[0] !== undefined && missing.length === 1 ? missing[0] : { all: missing };
};

function propertyOf({ name: column, isSame, isMoney, target }: ComposeColumn, isGrouped: boolean): ImportValue {
  if (isGrouped && !isSame && isAmount(target)) return { sum: column };
  return isAmount(target) || isMoney === true ? { column, type: 'number' } : { column };
}

/** What the lines of an order add up to. */
function linesOf(input: ComposeInput): ImportValue | undefined {
  const named = (target: string): string | undefined => withTarget(input, target)?.name;
  const [amount, quantity, price] = [named('product:amount'), named('product:quantity'), named('product:price')];
  if (amount !== undefined) return { sum: amount };
  return quantity === undefined || price === undefined ? undefined : { sum: { multiply: [quantity, price] } };
}

function propertiesOf(input: ComposeInput, order: ComposeColumn | undefined, isGrouped: boolean): Readonly<Record<string, ImportValue>> {
  const properties: Record<string, ImportValue> = {};
  if (order !== undefined) properties['order_id'] = { column: order.name };
  for (const [name, column] of columnsOf(input, 'property:')) properties[name] = propertyOf(column, isGrouped);
  for (const [index, { name: column, target }] of input.columns.entries()) if (target === 'status') properties[ownName(column, index)] ??= { column };
  const named = (target: string): string | undefined => withTarget(input, target)?.name;
  const quantity = named('product:quantity');
  // A page's address is also what people look for among the properties.
  if (input.file.format === 'log') for (const name of ['path', 'url', 'referrer']) properties[name] = { column: name };
  const lines = linesOf(input);
  if ((input.kind === 'orders' || input.kind === 'order_lines') && lines !== undefined) properties['revenue'] ??= lines;
  if (isGrouped && quantity !== undefined && properties['units'] === undefined) properties['units'] = { sum: quantity };
  return properties;
}
