import { calendarPeriods, type CalendarPeriod, type Operator, type TimeUnit } from '@danqing/contracts';

/** The words that the reader and the printer share, so that neither can know one that the other does not. */

export const operatorSigns = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const satisfies Partial<Record<Operator, string>>;
export type SignOperator = keyof typeof operatorSigns;
export const isSignOperator = (op: string): op is SignOperator => op in operatorSigns;

/** Operators that take a text. */
export const textOperators = {
  contains: ['contains'],
  ncontains: ['not', 'contains'],
  startsWith: ['starts', 'with'],
  endsWith: ['ends', 'with'],
} as const satisfies Partial<Record<Operator, readonly string[]>>;

/** How often something was done. */
export const countWords = {
  gte: ['at', 'least'],
  lte: ['at', 'most'],
  eq: ['exactly'],
  ne: ['not', 'exactly'],
  gt: ['more', 'than'],
  lt: ['fewer', 'than'],
} as const satisfies Record<SignOperator, readonly string[]>;

export const aggregateWords = ['sum', 'avg', 'min', 'max', 'unique'] as const;
export type AggregateWord = (typeof aggregateWords)[number];

export const operationSigns = { times: '*', plus: '+', minus: '-', else: 'else' } as const;

const plurals = { minute: 'minutes', hour: 'hours', day: 'days', week: 'weeks', month: 'months' } as const satisfies Record<TimeUnit, string>;
export const units = Object.values(plurals);
const unitNames: readonly TimeUnit[] = ['minute', 'hour', 'day', 'week', 'month'];
export const pluralOf = (unit: TimeUnit): string => plurals[unit];
/** The unit that a word, singular or plural, means. */
export const unitOf = (word: string): TimeUnit | undefined => unitNames.find((unit) => word === unit || word === plurals[unit]);

/** this_month → this month */
export const periodWords = (period: CalendarPeriod): readonly string[] => period.split('_');
export const periods: readonly (readonly [CalendarPeriod, readonly string[]])[] = calendarPeriods.map((period) => [period, periodWords(period)]);

/** What begins something else than a property in a condition on events; a property of this name stands in quotes. */
export const reservedInWhere: ReadonlySet<string> = new Set(['not', 'all', 'any', 'some', 'and', 'or']);

/** What may follow a finished part of a rule: the nearest is suggested when something else does. */
export const continuations = [
  'and',
  'or',
  'at',
  'exactly',
  'more',
  'fewer',
  'times',
  'between',
  'in',
  'from',
  'during',
  'around',
  'where',
  'each',
  'within',
  'among',
  'then',
];
