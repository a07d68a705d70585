import { DAY } from '../calendar.ts';
import type { World } from '../world.ts';
import type { PersonTruth } from './person-truth.ts';

/** A question about customers, answered in plain code from what was generated; `rule` asks the product the same. */
export interface Question {
  readonly key: string;
  readonly zh: string;
  readonly definition: string;
  readonly rule: unknown;
  /** The value that makes this customer a member; undefined for all others. */
  readonly answer: (world: World, truth: PersonTruth) => number | undefined;
}

const completed = 'Order Completed';

const complaintsOpen = {
  compare: [
    { did: 'Complaint Filed', unique: 'ticket_id' },
    'gt',
    { did: 'Ticket Resolved', unique: 'ticket_id', where: { prop: 'kind', op: 'eq', value: 'complaint' } },
  ],
};
const overdue = { compare: [{ since: { last: completed }, unit: 'day' }, 'gt', { times: [1.5, { interval: { did: completed, stat: 'avg' }, unit: 'day' }] }] };

export const questions: readonly Question[] = [
  {
    key: 'bought_3_in_90_days',
    zh: '近 90 天购买至少 3 次',
    definition: 'at least 3 Order Completed with until − 90·24 h < ts ≤ until; value: their number',
    rule: { did: completed, window: { last: 90, unit: 'day' }, count: { op: 'gte', value: 3 } },
    answer: (world, { ledger }) => {
      const count = ledger.orders.filter(({ at }) => at > world.until - 90 * DAY && at <= world.until).length;
      return count >= 3 ? count : undefined;
    },
  },
  {
    key: 'overdue_by_own_rhythm',
    zh: '超过自身购买节奏 1.5 倍未购',
    definition:
      'at least 2 orders, and the last one longer ago than 1.5 × the mean time between consecutive orders; value: days since the last order ÷ that mean',
    rule: overdue,
    answer: (world, { ledger }) => {
      const first = ledger.orders[0]?.at;
      const last = ledger.orders.at(-1)?.at;
      if (first === undefined || last === undefined || ledger.orders.length < 2) return undefined;
      const ratio = (world.until - last) / ((last - first) / (ledger.orders.length - 1));
      return ratio > 1.5 ? ratio : undefined;
    },
  },
  {
    key: 'joined_and_never_bought',
    zh: '入会从未购买',
    definition: 'a CRM row, and no Order Completed up to until; value: 0',
    rule: { all: [{ has: 'customer_id' }, { did: completed, count: { op: 'eq', value: 0 } }] },
    answer: (_, { ledger, emissions }) => (emissions.some(({ source }) => source === 'crm') && ledger.orders.length === 0 ? 0 : undefined),
  },
  {
    key: 'complaint_open',
    zh: '有投诉未结',
    definition: 'a Complaint Filed without a Ticket Resolved of the same ticket; value: their number',
    rule: complaintsOpen,
    answer: (_, { ledger }) => (ledger.openComplaints > 0 ? ledger.openComplaints : undefined),
  },
  {
    key: 'refunded_over_a_third',
    zh: '退款超过消费三分之一',
    definition: 'refunded revenue more than a third of ordered revenue; value: the share',
    rule: { compare: [{ did: 'Order Refunded', sum: 'revenue' }, 'gt', { times: [1 / 3, { did: completed, sum: 'revenue' }] }] },
    answer: (_, { ledger }) => {
      const revenue = ledger.orders.reduce((sum, order) => sum + order.revenue, 0);
      const refunded = ledger.refunds.reduce((sum, { amount }) => sum + amount, 0);
      return refunded * 3 > revenue ? refunded / revenue : undefined;
    },
  },
];

const womenswearOf = (did: string) => ({ did, each: 'products', sum: 'amount', where: { prop: 'category', op: 'eq', value: '女装' } });
const womenswearTop = { top: { percent: 20, by: { minus: [womenswearOf(completed), { else: [womenswearOf('Order Refunded'), 0] }] } } };

/** Answered from everybody's figures together: 女装净消费前 20 %. */
export const womenswearQuestion = {
  key: 'womenswear_net_top_20_percent',
  zh: '女装净消费前 20 %',
  definition:
    'among customers with a line of 女装 bought: price × quantity of lines of 女装 bought less of those refunded, strictly above the type-7 quantile at 0.8; value: that sum in yuan',
  rule: womenswearTop,
} as const;

/** Of those, who is overdue by their own rhythm and has no open complaint. */
export const winBackQuestion = {
  key: 'womenswear_top_overdue_without_open_complaint',
  zh: '女装净消费前 20 %、超过自身购买周期 1.5 倍未购、排除投诉未结',
  definition:
    'womenswear_net_top_20_percent and overdue_by_own_rhythm, without those of whom a Complaint Filed has no Ticket Resolved of the same ticket; value: that sum in yuan',
  rule: { all: [womenswearTop, overdue, { not: complaintsOpen }] },
} as const;

/** Quantile of type 7 (Hyndman & Fan 1996), the default of R and NumPy. */
export function quantile(values: readonly number[], probability: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * probability;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  return low + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? low) - low);
}
