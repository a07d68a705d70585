import type { MeasureJson, RuleJson, RuleVocabulary } from '@danqing/contracts';

/** What people want to know, in their words (texts: rule.palette.questions), and the condition that asks it. */
export interface Question {
  readonly key: QuestionKey;
  readonly group: 'who' | 'did' | 'much' | 'when' | 'rank' | 'more';
  /** `value`: the answer to what it asks first. */
  readonly rule: (here: Here, value: string) => RuleJson;
  /** What must be said first, once, because the condition needs it in several places. */
  readonly asks?: 'category';
  /** What it asks must be there: lists, accounts. */
  readonly needs?: (vocabulary: RuleVocabulary) => boolean;
}

/** Names that fit this workspace. */
interface Here {
  /** The event that is the purchase: the common name where nothing else is there. */
  readonly bought: string;
  readonly refunded: string;
  readonly birthday: string;
}

export type QuestionKey =
  | 'trait'
  | 'tag'
  | 'has'
  | 'segment'
  | 'list'
  | 'consent'
  | 'account'
  | 'did'
  | 'didNot'
  | 'often'
  | 'withProp'
  | 'sequence'
  | 'holiday'
  | 'complaint'
  | 'spend'
  | 'metric'
  | 'net'
  | 'lapsed'
  | 'overdue'
  | 'silent'
  | 'first'
  | 'birthday'
  | 'topSpend'
  | 'topNet'
  | 'compare'
  | 'sample'
  | 'group';

export function hereOf({ events, traits }: RuleVocabulary): Here {
  const named = (...names: readonly string[]): string => names.find((name) => events.some((event) => event.name === name)) ?? names[0] ?? '';
  return {
    bought: named('Order Completed', 'purchase', 'PayOrder', 'payOrder', 'Trip Booked', 'Invoice Paid', 'Contract Signed'),
    refunded: named('Order Refunded', 'refund'),
    birthday: traits.find(({ path }) => /birth/i.test(path))?.path ?? 'birthday',
  };
}

/** Bought less returned; who returned nothing returned 0. */
const netOf = ({ bought, refunded }: Here, value: string): MeasureJson => {
  const lines = (did: string): MeasureJson => ({ did, each: 'products', sum: 'amount', where: { prop: 'category', op: 'eq', value } });
  return { minus: [lines(bought), { else: [lines(refunded), 0] }] };
};

const hasEvents =
  (...names: readonly string[]) =>
  ({ events }: RuleVocabulary): boolean =>
    names.every((name) => events.some((event) => event.name === name));

export const questions: readonly Question[] = [
  { key: 'trait', group: 'who', rule: () => ({ trait: '', op: 'in', value: [] }) },
  { key: 'tag', group: 'who', rule: () => ({ tag: '', op: 'in', value: [] }), needs: ({ tags }) => tags.length > 0 },
  { key: 'segment', group: 'who', rule: () => ({ segment: '' }), needs: ({ segments }) => segments.length > 0 },
  { key: 'list', group: 'who', rule: () => ({ list: '' }), needs: ({ lists }) => lists.length > 0 },
  { key: 'has', group: 'who', rule: () => ({ has: 'phone' }) },
  { key: 'consent', group: 'who', rule: () => ({ consent: 'marketing' }) },
  { key: 'did', group: 'did', rule: ({ bought }) => ({ did: bought, window: { last: 30, unit: 'day' } }) },
  { key: 'didNot', group: 'did', rule: ({ bought }) => ({ did: bought, count: { op: 'eq', value: 0 }, window: { last: 60, unit: 'day' } }) },
  { key: 'often', group: 'did', rule: ({ bought }) => ({ did: bought, count: { op: 'gte', value: 3 }, window: { last: 90, unit: 'day' } }) },
  {
    key: 'withProp',
    group: 'did',
    rule: ({ bought }) => ({
      did: bought,
      where: { element: 'products[]', where: { prop: 'category', op: 'in', value: [] } },
      window: { last: 365, unit: 'day' },
    }),
    needs: ({ properties }) => properties.some(({ path }) => path === 'products[].category'),
  },
  {
    key: 'sequence',
    group: 'did',
    rule: ({ bought }) => ({
      sequence: [{ event: 'Product Viewed' }, { event: 'Product Added' }, { event: bought }],
      within: { n: 7, unit: 'day' },
      window: { last: 30, unit: 'day' },
    }),
  },
  { key: 'holiday', group: 'did', rule: ({ bought }) => ({ did: bought, window: { holiday: 'double_11', days: [-7, 3] } }) },
  {
    key: 'complaint',
    group: 'did',
    rule: () => ({
      compare: [
        { did: 'Complaint Filed', unique: 'ticket_id' },
        'gt',
        { did: 'Ticket Resolved', unique: 'ticket_id', where: { prop: 'kind', op: 'eq', value: 'complaint' } },
      ],
    }),
    needs: hasEvents('Complaint Filed', 'Ticket Resolved'),
  },
  { key: 'spend', group: 'much', rule: ({ bought }) => ({ did: bought, sum: 'revenue', op: 'gte', value: 1000, window: { last: 365, unit: 'day' } }) },
  { key: 'metric', group: 'much', rule: () => ({ compare: [{ metric: 'net_sales' }, 'gte', 1000] }) },
  {
    key: 'net',
    group: 'much',
    asks: 'category',
    rule: (here, value) => ({ compare: [netOf(here, value), 'gte', 500] }),
    needs: ({ properties }) => properties.some(({ path }) => path === 'products[].category'),
  },
  { key: 'lapsed', group: 'when', rule: ({ bought }) => ({ compare: [{ since: { last: bought }, unit: 'day' }, 'gt', 90] }) },
  {
    key: 'overdue',
    group: 'when',
    rule: ({ bought }) => ({
      compare: [{ since: { last: bought }, unit: 'day' }, 'gt', { times: [1.5, { interval: { did: bought, stat: 'avg' }, unit: 'day' }] }],
    }),
  },
  { key: 'silent', group: 'when', rule: () => ({ not: { did: '*', window: { last: 60, unit: 'day' } } }) },
  { key: 'first', group: 'when', rule: ({ bought }) => ({ first: bought, window: { last: 30, unit: 'day' } }) },
  { key: 'birthday', group: 'when', rule: ({ birthday }) => ({ anniversary: birthday, next: 7, unit: 'day' }) },
  { key: 'topSpend', group: 'rank', rule: () => ({ top: { percent: 20, by: { metric: 'net_sales' } } }) },
  {
    key: 'topNet',
    group: 'rank',
    asks: 'category',
    rule: (here, value) => ({ top: { percent: 20, by: netOf(here, value) } }),
    needs: ({ properties }) => properties.some(({ path }) => path === 'products[].category'),
  },
  {
    key: 'compare',
    group: 'rank',
    rule: () => ({ compare: [{ metric: 'refunds' }, 'gt', { times: [0.33, { metric: 'gross_sales' }] }] }),
  },
  { key: 'sample', group: 'more', rule: () => ({ sample: { percent: 10, seed: 'a' } }) },
  { key: 'account', group: 'more', rule: () => ({ account: { all: [] } }), needs: ({ accounts }) => accounts.length > 0 },
  { key: 'group', group: 'more', rule: () => ({ any: [{ trait: '', op: 'in', value: [] }] }) },
];

/** What can be asked of an account: what one person is or agreed to cannot. */
export const accountQuestions: readonly QuestionKey[] = ['trait', 'did', 'didNot', 'often', 'withProp', 'sequence', 'holiday', 'spend', 'metric', 'group'];
