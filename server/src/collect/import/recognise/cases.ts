import type { ImportCase, ImportTableKind } from '@danqing/contracts';
import type { CaseColumn } from './case-column.ts';
import type { Words } from './decide.ts';
import { mostAmount } from './scan.ts';
import { isRefundWord, saysDocument, wholeRefund } from './refunds.ts';

const closed = /关闭|取消|待付款|未付款|待支付|未支付|等待买家付款|作废|支付失败|cancell?ed|void|pending|unpaid|expired|failed|draft|on.?hold/i;

/** A request for a refund that was closed or taken back leaves the order as it was. */
const isClosedWord = (value: string): boolean => closed.test(value) && !/退款|退货|售后|refund|return/i.test(value);

const mostEvents = 200;
const isMoneyOf = (target: string): boolean => /^(?:product:(?:quantity|price|amount)|property:revenue)$/.test(target);

/** Which event each row is, in a table of this kind; reasons for leaving rows out are few and fixed, so that screens can say them in any language. */
export function casesOf(kind: ImportTableKind, columns: readonly CaseColumn[], problems: Words[]): readonly ImportCase[] {
  if (kind === 'orders' || kind === 'order_lines') return orderCases(columns);
  const named = (target: string): CaseColumn | undefined => columns.find((column) => column.target === target);
  if (kind === 'points') {
    const points = named('property:points');
    return [...(points === undefined ? [] : [{ if: { column: points.name, op: 'lt', value: 0 }, event: 'Points Spent' } as const]), { event: 'Points Earned' }];
  }
  if (kind === 'coupons') {
    const used = columns.find(({ target }) => target === 'status');
    const unused = (used?.values ?? []).filter((value) => /未使用|未核销|待使用|已过期|过期|unused|expired|issued/i.test(value));
    return [
      ...(used === undefined || unused.length === 0 ? [] : [{ if: { column: used.name, op: 'in', value: unused }, event: 'Coupon Received' } as const]),
      { event: 'Coupon Applied' },
    ];
  }
  const event = named('event');
  if (columns.some(({ target }) => target === 'page_seen')) return pageCases(columns);
  if (event === undefined) return [{ event: 'Survey Submitted' }];
  if (event.values.length === 0 || event.values.length > mostEvents)
    problems.push({
      zh: `“${event.name}”里的事件名称超过 ${mostEvents} 种：换一列`,
      en: `“${event.name}” holds more than ${mostEvents} names of events: choose another column`,
    });
  return event.values.map((value): ImportCase => ({ if: { column: event.name, op: 'eq', value }, event: value }));
}

/** A web server's log: robots, and what is no page, are left out. */
function pageCases(columns: readonly CaseColumn[]): readonly ImportCase[] {
  const robot = columns.find(({ target }) => target === 'robot');
  const page = columns.find(({ target }) => target === 'page_seen');
  return [
    ...(robot === undefined ? [] : [{ if: { column: robot.name, op: 'eq', value: true }, skip: 'a robot' } as const]),
    ...(page === undefined ? [] : [{ if: { column: page.name, op: 'eq', value: false }, skip: 'not a page' } as const]),
    { event: 'Page Viewed' },
  ];
}

function orderCases(columns: readonly CaseColumn[]): readonly ImportCase[] {
  const cases: ImportCase[] = [];
  const refund = 'Order Refunded';
  // Paid and given back: closed, too, in most shops, and still a sale and its refund.
  const whole = wholeRefund(columns);
  const hasClosed = columns.some(({ target, values }) => target === 'status' && values.some(isClosedWord));
  if (whole !== undefined && hasClosed) cases.push({ if: whole, event: 'Order Completed' });
  for (const column of columns) {
    if (column.target !== 'status') continue;
    const refunds = saysDocument(column) ? column.values.filter(isRefundWord) : [];
    const left = column.values.filter(isClosedWord);
    if (refunds.length > 0) cases.push({ if: { column: column.name, op: 'in', value: refunds }, event: refund });
    if (left.length > 0) cases.push({ if: { column: column.name, op: 'in', value: left }, skip: 'not paid or closed' });
  }
  cases.push(...notNumberCases(columns));
  const order = columns.find(({ target }) => target === 'order');
  if (order !== undefined && order.credits > 0 && order.credits < order.known / 2)
    cases.push({ if: { column: order.name, op: 'startsWith', value: 'C' }, event: refund });
  else {
    const amount = ['property:revenue', 'product:amount', 'product:quantity']
      .map((target) => columns.find((column) => column.target === target))
      .find((column) => column !== undefined && column.negatives > 0);
    if (amount !== undefined) cases.push({ if: { column: amount.name, op: 'lt', value: 0 }, event: refund });
  }
  return [...cases, ...notPositiveCases(columns), { event: 'Order Completed' }];
}

/** A word here and there among numbers: the row would count without its money. */
const notNumberCases = (columns: readonly CaseColumn[]): readonly ImportCase[] =>
  columns
    .filter(({ target, malformed, known }) => isMoneyOf(target) && malformed > 0 && malformed < known * 0.2)
    .map(({ name: column }) => ({
      if: { all: [{ column, op: 'exists' }, { not: { column, op: 'between', value: [-mostAmount, mostAmount] } }] },
      skip: 'no number where one has to be',
    }));

function notPositiveCases(columns: readonly CaseColumn[]): readonly ImportCase[] {
  const cases: ImportCase[] = [];
  for (const [target, skip] of [
    ['product:quantity', 'quantity not above 0'],
    ['product:price', 'price not above 0'],
  ] as const) {
    const column = columns.find((one) => one.target === target);
    // Gifts at no price are lines like others; a handful among thousands are corrections.
    if (column !== undefined && column.notPositive > 0 && (column.notPositive < column.known * 0.01 || (target === 'product:quantity' && column.negatives > 0)))
      cases.push({ if: { column: column.name, op: 'lte', value: 0 }, skip });
  }
  return cases;
}
