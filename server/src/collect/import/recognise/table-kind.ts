import type { ImportTableKind } from '@danqing/contracts';
import { identifierConcepts } from './concepts-people.ts';
import type { ColumnFacts } from './facts.ts';
import type { Meaning } from './meaning.ts';

const people: ReadonlySet<string> = new Set(identifierConcepts.map(({ id }) => id));

/** What may be asked of a table. */
interface Table {
  readonly headings: string;
  readonly hasPerson: boolean;
  find(...ids: readonly string[]): ColumnFacts | undefined;
  has(...ids: readonly string[]): boolean;
  readonly columns: readonly ColumnFacts[];
  /** Columns that may tell who it is about. */
  readonly persons: readonly ColumnFacts[];
}

/** The first whose test holds names the kind. */
const tests: readonly (readonly [ImportTableKind, (table: Table) => boolean])[] = [
  ['order_lines', (table) => isOfOrders(table) && hasLines(table)],
  ['orders', isOfOrders],
  ['points', ({ hasPerson, has, headings }) => hasPerson && has('points_change') && hasChange(headings, has) && has('order_time', 'event_time')],
  ['coupons', ({ hasPerson, has }) => hasPerson && has('coupon') && has('event_time', 'order_time', 'coupon_status')],
  ['events', ({ hasPerson, has }) => hasPerson && has('event_name') && has('event_time', 'order_time')],
  ['events', ({ headings }) => /提交答卷时间|答题时长|填写所用时间|所用时间/.test(headings)],
  ['products', isOfProducts],
  ['orders', isOfPurchases],
  ['customers', ({ hasPerson }) => hasPerson],
  // A table about people whose own number has no usual name.
  ['customers', ({ columns, has }) => columns.some(namesPeople) && has('name', 'first_name', 'last_name', 'gender', 'birthday', 'street', 'city')],
];

const hasChange = (headings: string, has: Table['has']): boolean => has('points_reason') || /变动|变化|变更|增减|change|delta/i.test(headings);

function isOfOrders({ has }: Table): boolean {
  return has('order_id') && has('amount', 'line_amount', 'quantity', 'price', 'product_name', 'sku', 'product_id', 'order_status');
}

/** Several rows of one number, or rows without one below those with it, which say only what was sold. */
function hasLines({ find }: Table): boolean {
  const order = find('order_id');
  const sold = find('product_name', 'sku', 'product_id');
  return order !== undefined && (order.variety < 0.995 || (sold !== undefined && order.filled < 0.98 && sold.filled > 0.98));
}

function isOfProducts({ find, hasPerson }: Table): boolean {
  const thing = find('sku', 'product_id');
  return thing !== undefined && !hasPerson && thing.variety > 0.95 && thing.filled > 0.95;
}

/** People who come again and again, each time with a moment and an amount: orders that have no number. */
function isOfPurchases({ find, has, persons }: Table): boolean {
  const time = find('order_time', 'event_time');
  const isRepeated = persons.some((facts) => facts.variety < 0.9 && facts.share('masked') < 0.5);
  return isRepeated && time !== undefined && time.filled > 0.9 && has('amount', 'line_amount');
}

/** What a table is about, from what its columns may mean. */
export function tableKindOf(columns: readonly ColumnFacts[], meanings: readonly (readonly Meaning[])[]): ImportTableKind {
  const meaning = (wanted: (id: string) => boolean): readonly ColumnFacts[] =>
    columns.filter((_, index) => meanings[index]?.some(({ concept }) => wanted(concept.id)));
  const find = (...ids: readonly string[]): ColumnFacts | undefined => meaning((id) => ids.includes(id))[0];
  const persons = meaning((id) => people.has(id));
  const table: Table = {
    columns,
    persons,
    hasPerson: persons.length > 0,
    headings: columns.map(({ name }) => name).join('\n'),
    find,
    has: (...ids) => find(...ids) !== undefined,
  };
  return tests.find(([, holds]) => holds(table))?.[0] ?? 'unknown';
}

/** A column that names every row, called an id, a number or a code. */
export const namesPeople = ({ name, variety, filled, known, index }: ColumnFacts): boolean =>
  known >= 3 && variety > 0.99 && filled > 0.99 && index < 3 && /id$|_id|no\.?$|code$|编号|编码|号$|^(?:序号)?id/i.test(name.trim()) && !/序号|行号/.test(name);
