/** The rule language as it travels (API.md, "Rules"): one language for tags, segments, journeys and risk. What it means stands in server/src/compile. */
import { Type } from 'typebox';

export type ScalarJson = string | number | boolean;
export type TimeUnit = 'minute' | 'hour' | 'day' | 'week' | 'month';
export interface DurationJson {
  readonly n: number;
  readonly unit: TimeUnit;
}

export const operators = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'in',
  'nin',
  'contains',
  'ncontains',
  'startsWith',
  'endsWith',
  'exists',
  'missing',
  'before',
  'after',
  'withinLast',
  'withinNext',
] as const;
export type Operator = (typeof operators)[number];

export const calendarPeriods = [
  'today',
  'yesterday',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
] as const;
export type CalendarPeriod = (typeof calendarPeriods)[number];

export type OperandJson = ScalarJson | readonly ScalarJson[] | DurationJson;

interface TestJson {
  readonly op: Operator;
  readonly value?: OperandJson;
}

export type WindowJson =
  | { readonly last: number; readonly unit: TimeUnit }
  | { readonly between: readonly [number, number]; readonly unit: TimeUnit }
  | { readonly from: string; readonly to?: string }
  | { readonly calendar: CalendarPeriod }
  | { readonly holiday: string; readonly days: readonly [number, number]; readonly year?: number };

export type WhereJson =
  | { readonly all: readonly WhereJson[] }
  | { readonly any: readonly WhereJson[] }
  | { readonly not: WhereJson }
  | ({ readonly prop: string } & TestJson)
  | { readonly element: string; readonly where: WhereJson };

interface DidJson {
  readonly did: string;
  readonly where?: WhereJson;
  readonly window?: WindowJson;
  readonly each?: string;
}

interface AggregateJson {
  readonly sum?: string;
  readonly avg?: string;
  readonly min?: string;
  readonly max?: string;
  readonly unique?: string;
}

type OperationJson = readonly [MeasureJson | number, MeasureJson | number];

export type MeasureJson =
  | (DidJson & AggregateJson & { readonly count?: true })
  | { readonly trait: string }
  | { readonly tag: string }
  | { readonly metric: string }
  | { readonly since: { readonly first?: string; readonly last?: string; readonly where?: WhereJson }; readonly unit: TimeUnit }
  | { readonly interval: { readonly did: string; readonly where?: WhereJson; readonly stat: 'avg' | 'median' }; readonly unit: TimeUnit }
  | { readonly times: OperationJson }
  | { readonly plus: OperationJson }
  | { readonly minus: OperationJson }
  /** The first, or the second where the first is unknown: {"else": [refunds, 0]}. */
  | { readonly else: OperationJson }
  /** A number from 0 to 1 that a seed draws for everybody, the same each time: ranks by it are draws. */
  | { readonly random: string };

export interface RankJson {
  readonly percent?: number;
  readonly n?: number;
  readonly by: MeasureJson;
  readonly among?: RuleJson;
}

export type RuleJson =
  | { readonly all: readonly RuleJson[] }
  | { readonly any: readonly RuleJson[] }
  | { readonly not: RuleJson }
  | ({ readonly trait: string } & TestJson)
  | ({ readonly tag: string } & TestJson)
  | { readonly has: string }
  | (DidJson & { readonly count?: TestJson })
  | (DidJson & AggregateJson & TestJson)
  | { readonly first: string; readonly where?: WhereJson; readonly window: WindowJson }
  | { readonly last: string; readonly where?: WhereJson; readonly window: WindowJson }
  | { readonly sequence: readonly { readonly event: string; readonly where?: WhereJson }[]; readonly within?: DurationJson; readonly window?: WindowJson }
  | { readonly compare: readonly [MeasureJson | number, Operator, MeasureJson | number] }
  | { readonly top: RankJson }
  | { readonly bottom: RankJson }
  | { readonly sample: { readonly percent?: number; readonly n?: number; readonly seed: string } }
  | { readonly segment: string }
  | { readonly list: string }
  | { readonly account: RuleJson }
  | { readonly consent: string; readonly channel?: string }
  | { readonly anniversary: string; readonly next: number; readonly unit: 'day' };

/**
 * A rule in a request's schema. Deliberately shallow: the compiler's parser reads rules, because it names every fault at once with its place
 * and a suggestion, where a recursive union of twenty forms can only say that none of them fits.
 */
export const RuleSchema = Type.Unsafe<RuleJson>({
  type: 'object',
  description: 'A rule: {"all": […]}, {"any": […]}, {"not": …}, {"trait": …}, {"tag": …}, {"has": …}, {"did": …}, {"top": …}, {"segment": …}, …',
  examples: [
    {
      all: [
        { did: 'Order Completed', count: { op: 'gte', value: 3 }, window: { last: 90, unit: 'day' } },
        { trait: 'address.city', op: 'eq', value: 'Shanghai' },
        { not: { did: 'Order Refunded' } },
      ],
    },
  ],
});

/** A number about each profile, in a request's schema; shallow for the same reason. */
export const MeasureSchema = Type.Unsafe<MeasureJson>({
  type: 'object',
  description: 'A measure: {"did": …, "count": true}, {"did": …, "sum": "revenue"}, {"trait": …}, {"tag": …}, {"since": …}, {"times": […]}, …',
  examples: [{ did: 'Order Completed', sum: 'revenue', window: { last: 365, unit: 'day' } }],
});
