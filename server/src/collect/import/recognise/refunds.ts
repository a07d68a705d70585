import type { ImportAlso, ImportCondition, ImportValue } from '@danqing/contracts';
import type { CaseColumn } from './case-column.ts';

const refunded =
  /退款成功|已退款|全额退款|退款完成|退货完成|退货退款|^退货$|^退款$|销售退货|^退单$|^反结账$|^refund(ed)?$|fully.?refunded|^return(ed)?$|credit.?note/i;
const notRefunded = /无|没有|未|关闭|取消|拒绝|撤销|部分|partial|^no/i;
/** Of a request for a refund: it was taken back, refused, or nobody has decided. */
const undecided = /关闭|取消|拒绝|撤销|申请|待|处理中|退款中|驳回|cancel|reject|declin|request|pending|processing|closed/i;
const ofRefunds = /退款|售后|退货|refund|return/i;

export const isRefundWord = (value: string): boolean => refunded.test(value) && !notRefunded.test(value);

/** A column that says what a document is (sale, return), not how an order went. */
export const saysDocument = ({ name }: CaseColumn): boolean => /类型|type/i.test(name);

/** Rows of orders that were paid and given back as a whole, by their status. Undefined where no status says so. */
export function wholeRefund(columns: readonly CaseColumn[]): ImportCondition | undefined {
  const found = columns.flatMap((column): readonly ImportCondition[] => {
    if (column.target !== 'status' || saysDocument(column)) return [];
    const values = column.values.filter(isRefundWord);
    return values.length === 0 ? [] : [{ column: column.name, op: 'in', value: values }];
  });
  return found[0] !== undefined && found.length === 1 ? found[0] : found.length === 0 ? undefined : { any: found };
}

interface RefundParts {
  readonly columns: readonly (CaseColumn & { readonly isSame: boolean })[];
  readonly isGrouped: boolean;
  readonly properties: Readonly<Record<string, ImportValue>>;
  /** What the lines of an order add up to. */
  readonly lines: ImportValue | undefined;
}

/**
 * What an order's rows also make: its refund. An export has one row of an order that was paid and, later, given back in part or whole: it is a sale and a refund, so that sales less refunds are what
 * the till has. Rows that are themselves a return (negative, or a document of that kind) are refunds and nothing else, and are no business of this.
 */
export function refundsOf({ columns, isGrouped, properties, lines }: RefundParts): readonly ImportAlso[] {
  const whole = wholeRefund(columns);
  const amount = columns.find(({ target }) => target === 'property:refund_amount');
  const varies = columns.some((column) => column.target === 'status' && !column.isSame && column.values.some(isRefundWord));
  const all = isGrouped && varies ? (lines ?? properties['revenue']) : properties['revenue'];
  const said = Object.fromEntries(
    ['order_id', 'currency', 'affiliation', 'store_id', 'channel'].flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  );
  const refund = (condition: ImportCondition, revenue: ImportValue | undefined): ImportAlso => ({
    if: condition,
    event: 'Order Refunded',
    properties: { ...said, ...(revenue === undefined ? {} : { revenue }) },
  });
  if (amount === undefined) return whole === undefined ? [] : [refund(whole, all)];
  const open = columns.flatMap((column): readonly ImportCondition[] => {
    const values = column.target === 'status' && ofRefunds.test(column.name) ? column.values.filter((value) => undecided.test(value)) : [];
    return values.length === 0 ? [] : [{ not: { column: column.name, op: 'in', value: values } }];
  });
  const hasAmount: ImportCondition = { column: amount.name, op: 'ne', value: 0 };
  const given = isGrouped && !amount.isSame ? { sum: amount.name } : ({ column: amount.name, type: 'number' } as const);
  const byAmount = refund(open.length === 0 ? hasAmount : { all: [hasAmount, ...open] }, given);
  return whole === undefined ? [byAmount] : [byAmount, refund({ all: [whole, { not: hasAmount }] }, all)];
}
