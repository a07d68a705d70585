/** Random conditions on events and their elements, in wire form, over the names that the worlds use. */
import fc from 'fast-check';
import type { OperandJson, Operator, WhereJson, WindowJson } from '@danqing/contracts';
import { metricKeys } from '#compile';
import { commonScalars, ruleDates, ruleNumbers, ruleScalars, ruleTexts } from './pools.ts';

const scalar = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...commonScalars) }, { weight: 1, arbitrary: fc.constantFrom(...ruleScalars) });
export const number = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(0, 1, 2, 5) }, { weight: 1, arbitrary: fc.constantFrom(...ruleNumbers) });
const unit = fc.constantFrom('minute' as const, 'hour' as const, 'day' as const, 'week' as const, 'month' as const);

export const test: fc.Arbitrary<{ op: Operator; value?: OperandJson }> = fc.oneof(
  fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const) }),
  fc.record({ op: fc.constantFrom('eq' as const, 'ne' as const), value: scalar }),
  fc.record({ op: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: fc.oneof(number, fc.constantFrom(...ruleTexts)) }),
  fc.record({
    op: fc.constant('between' as const),
    value: fc.oneof(fc.tuple(number, number), fc.tuple(fc.constantFrom(...ruleTexts), fc.constantFrom(...ruleTexts))),
  }),
  fc.record({ op: fc.constantFrom('in' as const, 'nin' as const), value: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({
    op: fc.constantFrom('contains' as const, 'ncontains' as const, 'startsWith' as const, 'endsWith' as const),
    value: fc.constantFrom('a', '1', '5', 'b', '海', '`', '\\', '%', '\n', '2026-'),
  }),
  fc.record({ op: fc.constantFrom('before' as const, 'after' as const), value: fc.constantFrom(...ruleDates) }),
  fc.record({ op: fc.constantFrom('withinLast' as const, 'withinNext' as const), value: fc.record({ n: fc.constantFrom(1, 3, 30, 90), unit }) }),
);

export const numberTest: fc.Arbitrary<{ op: Operator; value?: OperandJson }> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ op: fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: number }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('between' as const), value: fc.tuple(number, number) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('in' as const, 'nin' as const), value: fc.array(number, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const) }) },
);

export const window: fc.Arbitrary<WindowJson> = fc.oneof(
  fc.record({ last: fc.constantFrom(1, 7, 30, 60), unit }),
  fc.constantFrom<WindowJson>(
    { between: [60, 30], unit: 'day' },
    { between: [7, 0], unit: 'day' },
    { between: [3, 1], unit: 'month' },
    { from: '2026-01-01' },
    { from: '2026-03-01', to: '2026-03-31' },
    { from: '2026-03-08T02:30:00', to: '2026-03-31T04:30:00Z' },
  ),
  fc
    .tuple(
      fc.constantFrom('周年庆', '618', 'double_11', 'national_day', 'valentine', 'womens_day', 'spring_festival', 'lantern', 'mid_autumn', 'dragon_boat'),
      fc.constantFrom<readonly [number, number]>([-30, 0], [0, 0], [-3, 14], [20, 45], [-400, -300], [0, 400]),
      fc.constantFrom({}, {}, { year: 2026 }, { year: 2025 }),
    )
    .map(([holiday, days, year]) => ({ holiday, days, ...year })),
  fc.record({
    calendar: fc.constantFrom(
      'today' as const,
      'yesterday' as const,
      'this_week' as const,
      'last_week' as const,
      'this_month' as const,
      'last_month' as const,
      'this_quarter' as const,
      'last_quarter' as const,
      'this_year' as const,
      'last_year' as const,
    ),
  }),
);

const path = fc.constantFrom(
  'category',
  'revenue',
  'amount',
  'amount[]',
  'when',
  'deep',
  'deep.one',
  'deep.two.three',
  'products',
  'products[].sku',
  'products[].price',
  'products[].n',
  'none',
  '$page.path',
  '$source',
  '$groupId',
  "it's `odd`.\\",
);
export const eventName = fc.constantFrom(
  'Order Completed',
  'Order Completed',
  'Product Viewed',
  'purchase',
  'Page Viewed',
  '$identify',
  "it's `odd`",
  '*',
  'Nothing',
);

const itemPath = fc.constantFrom(
  'sku',
  'price',
  'quantity',
  'amount',
  'category',
  'n',
  'product.brand',
  'product.cost',
  'product.tags',
  'product.deep',
  'none',
  '$source',
);
const countedPath = fc.oneof({ weight: 4, arbitrary: itemPath }, { weight: 1, arbitrary: fc.constantFrom('event.revenue', 'event.category', 'event.$source') });

/** Conditions on elements; `path`: what they read. */
const elementWhere = (itemPaths: fc.Arbitrary<string>): fc.Arbitrary<WhereJson> =>
  fc.letrec<{ where: WhereJson }>((tie) => ({
    where: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 6, arbitrary: fc.tuple(itemPaths, test).map(([prop, tested]) => ({ prop, ...tested })) },
      { weight: 1, arbitrary: fc.array(tie('where'), { maxLength: 3 }).map((all) => ({ all })) },
      { weight: 1, arbitrary: fc.array(tie('where'), { maxLength: 3 }).map((any) => ({ any })) },
      { weight: 1, arbitrary: tie('where').map((not) => ({ not })) },
    ),
  })).where;
const list = fc.constantFrom('products', 'products', 'products[]', 'category', 'none');

export const { where } = fc.letrec<{ where: WhereJson }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 6, arbitrary: fc.tuple(path, test).map(([prop, tested]) => ({ prop, ...tested })) },
    { weight: 2, arbitrary: fc.record({ element: list, where: elementWhere(itemPath) }) },
    { weight: 1, arbitrary: fc.array(tie('where'), { maxLength: 3 }).map((all) => ({ all })) },
    { weight: 1, arbitrary: fc.array(tie('where'), { maxLength: 3 }).map((any) => ({ any })) },
    { weight: 1, arbitrary: tie('where').map((not) => ({ not })) },
  ),
}));

export const maybe = <T>(name: string, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 }).map((value) => (value === undefined ? {} : { [name]: value }));
export const selection = fc.tuple(eventName, maybe('where', where), maybe('window', window)).map(([did, ...parts]) => ({ did, ...parts[0], ...parts[1] }));
export const aggregate = fc.tuple(fc.constantFrom('sum', 'avg', 'min', 'max', 'unique'), path).map(([kind, prop]) => ({ [kind]: prop }));
export const counted = fc
  .tuple(eventName, list, maybe('where', elementWhere(countedPath)), maybe('window', window))
  .map(([did, each, ...parts]) => ({ did, each, ...parts[0], ...parts[1] }));
export const countedAggregate = fc.tuple(fc.constantFrom('sum', 'avg', 'min', 'max', 'unique'), countedPath).map(([kind, prop]) => ({ [kind]: prop }));
export const metric = fc.constantFrom(...metricKeys).map((key) => ({ metric: key }));
const within = fc.record({ n: fc.constantFrom(1, 3, 30), unit });
const step = fc.tuple(eventName, maybe('where', where)).map(([event, part]) => ({ event, ...part }));
export const sequence = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 4 }), maybe('within', within), maybe('window', window))
  .map(([steps, ...parts]) => ({ sequence: steps, ...parts[0], ...parts[1] }));
