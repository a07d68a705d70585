/** Random rules in wire form, over the names that the worlds use. */
import fc from 'fast-check';
import type { MeasureJson, OperandJson, Operator, RuleJson, WhereJson, WindowJson } from '@danqing/contracts';
import { metricKeys } from '#compile';
import { commonScalars, ruleDates, ruleNumbers, ruleScalars, ruleTexts } from './pools.ts';

const scalar = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...commonScalars) }, { weight: 1, arbitrary: fc.constantFrom(...ruleScalars) });
const number = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(0, 1, 2, 5) }, { weight: 1, arbitrary: fc.constantFrom(...ruleNumbers) });
const unit = fc.constantFrom('minute' as const, 'hour' as const, 'day' as const, 'week' as const, 'month' as const);

const test: fc.Arbitrary<{ op: Operator; value?: OperandJson }> = fc.oneof(
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

const numberTest: fc.Arbitrary<{ op: Operator; value?: OperandJson }> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ op: fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: number }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('between' as const), value: fc.tuple(number, number) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('in' as const, 'nin' as const), value: fc.array(number, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const) }) },
);

const window: fc.Arbitrary<WindowJson> = fc.oneof(
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
      fc.constantFrom('618', 'double_11', 'national_day', 'valentine', 'womens_day', 'spring_festival', 'lantern', 'mid_autumn', 'dragon_boat'),
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
const eventName = fc.constantFrom('Order Completed', 'Order Completed', 'Product Viewed', 'purchase', 'Page Viewed', '$identify', "it's `odd`", '*', 'Nothing');

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

const { where } = fc.letrec<{ where: WhereJson }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 6, arbitrary: fc.tuple(path, test).map(([prop, tested]) => ({ prop, ...tested })) },
    { weight: 2, arbitrary: fc.record({ element: list, where: elementWhere(itemPath) }) },
    { weight: 1, arbitrary: fc.array(tie('where'), { maxLength: 3 }).map((all) => ({ all })) },
    { weight: 1, arbitrary: fc.array(tie('where'), { maxLength: 3 }).map((any) => ({ any })) },
    { weight: 1, arbitrary: tie('where').map((not) => ({ not })) },
  ),
}));

const maybe = <T>(name: string, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 }).map((value) => (value === undefined ? {} : { [name]: value }));
const selection = fc.tuple(eventName, maybe('where', where), maybe('window', window)).map(([did, ...parts]) => ({ did, ...parts[0], ...parts[1] }));
const aggregate = fc.tuple(fc.constantFrom('sum', 'avg', 'min', 'max', 'unique'), path).map(([kind, prop]) => ({ [kind]: prop }));
const counted = fc
  .tuple(eventName, list, maybe('where', elementWhere(countedPath)), maybe('window', window))
  .map(([did, each, ...parts]) => ({ did, each, ...parts[0], ...parts[1] }));
const countedAggregate = fc.tuple(fc.constantFrom('sum', 'avg', 'min', 'max', 'unique'), countedPath).map(([kind, prop]) => ({ [kind]: prop }));
const metric = fc.constantFrom(...metricKeys).map((key) => ({ metric: key }));
const within = fc.record({ n: fc.constantFrom(1, 3, 30), unit });
const step = fc.tuple(eventName, maybe('where', where)).map(([event, part]) => ({ event, ...part }));
const sequence = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 4 }), maybe('within', within), maybe('window', window))
  .map(([steps, ...parts]) => ({ sequence: steps, ...parts[0], ...parts[1] }));
const accountPath = fc.constantFrom('plan', 'seats', 'tags', 'tags[]', 'deep', 'deep.one', 'none');
const order = fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const);

/** Rules about accounts: their attributes, and what their members did. */
const { account } = fc.letrec<{ account: RuleJson }>((tie) => ({
  account: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 3, arbitrary: fc.tuple(accountPath, test).map(([trait, tested]) => ({ trait, ...tested })) },
    { weight: 3, arbitrary: fc.tuple(selection, maybe('count', numberTest)).map(([did, count]) => ({ ...did, ...count })) },
    { weight: 2, arbitrary: fc.tuple(selection, aggregate, numberTest).map(([did, kind, tested]) => ({ ...did, ...kind, ...tested })) },
    { weight: 1, arbitrary: fc.tuple(counted, countedAggregate, numberTest).map(([did, kind, tested]) => ({ ...did, ...kind, ...tested })) },
    { weight: 1, arbitrary: sequence },
    { weight: 1, arbitrary: fc.tuple(fc.oneof(metric, fc.constant({ trait: 'seats' })), order, number).map((compare) => ({ compare })) },
    { weight: 1, arbitrary: fc.array(tie('account'), { maxLength: 3 }).map((all) => ({ all })) },
    { weight: 1, arbitrary: fc.array(tie('account'), { maxLength: 3 }).map((any) => ({ any })) },
    { weight: 1, arbitrary: tie('account').map((not) => ({ not })) },
  ),
}));
const seed = fc.constantFrom('spring', 'autumn', '春');

/** The traits that rules test. */
export const traitPaths = [
  'city',
  'age',
  'vip',
  'signup',
  'tags',
  'tags[]',
  'address',
  'address.city',
  'address.zip',
  'lines[].sku',
  'lines',
  'lines[].n',
  'unheard.of',
] as const;
const traitPath = fc.constantFrom(...traitPaths);
const tagName = fc.constantFrom('ltv', 'level', 'likes', 'rfm.score', 'rfm.tier', 'is.vip');
const fixedUnit = fc.constantFrom('minute' as const, 'hour' as const, 'day' as const, 'week' as const);

const operation = (kind: 'times' | 'plus' | 'minus', pair: readonly [MeasureJson | number, MeasureJson | number]): MeasureJson => {
  if (kind === 'times') return { times: pair };
  return kind === 'plus' ? { plus: pair } : { minus: pair };
};

export const { rule, measure } = fc.letrec<{ rule: RuleJson; measure: MeasureJson; operand: MeasureJson | number }>((tie) => ({
  operand: fc.oneof(tie('measure'), number),
  measure: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 3, arbitrary: selection.map((did) => ({ ...did, count: true as const })) },
    { weight: 3, arbitrary: fc.tuple(selection, aggregate).map(([did, kind]) => ({ ...did, ...kind })) },
    { weight: 1, arbitrary: counted.map((did) => ({ ...did, count: true as const })) },
    { weight: 2, arbitrary: fc.tuple(counted, countedAggregate).map(([did, kind]) => ({ ...did, ...kind })) },
    { weight: 2, arbitrary: metric },
    { weight: 1, arbitrary: traitPath.filter((name) => !name.includes('[]')).map((trait) => ({ trait })) },
    { weight: 1, arbitrary: fc.constantFrom('ltv', 'level', 'rfm.score').map((tag) => ({ tag })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('first', 'last'), eventName, maybe('where', where), fixedUnit)
        .map(([edge, name, part, unitName]) => ({ since: { [edge]: name, ...part }, unit: unitName })),
    },
    { weight: 1, arbitrary: fc.record({ interval: fc.record({ did: eventName, stat: fc.constantFrom('avg' as const, 'median' as const) }), unit: fixedUnit }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('times', 'plus', 'minus'), tie('operand'), tie('operand'))
        .map(([kind, left, right]) => operation(kind, [left, right])),
    },
  ),
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: fc.tuple(selection, maybe('count', numberTest)).map(([did, count]) => ({ ...did, ...count })) },
    { weight: 3, arbitrary: fc.tuple(selection, aggregate, numberTest).map(([did, kind, tested]) => ({ ...did, ...kind, ...tested })) },
    { weight: 1, arbitrary: fc.tuple(counted, maybe('count', numberTest)).map(([did, count]) => ({ ...did, ...count })) },
    { weight: 2, arbitrary: fc.tuple(counted, countedAggregate, numberTest).map(([did, kind, tested]) => ({ ...did, ...kind, ...tested })) },
    { weight: 3, arbitrary: sequence },
    { weight: 3, arbitrary: account.map((inner) => ({ account: inner })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom({ percent: 10 }, { percent: 50 }, { percent: 100 }, { percent: 0.5 }, { n: 1 }, { n: 3 }), seed)
        .map(([size, name]) => ({ sample: { ...size, seed: name } })),
    },
    { weight: 1, arbitrary: fc.constantFrom('uploaded', 'empty one').map((name) => ({ list: name })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('marketing', 'analytics', 'nothing'), maybe('channel', fc.constantFrom('email', 'sms', 'wechat')))
        .map(([consent, channel]) => ({ consent, ...channel })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('birthday', 'birthday', 'signup', 'tags'), fc.constantFrom(0, 1, 7, 60, 366))
        .map(([anniversary, next]) => ({ anniversary, next, unit: 'day' as const })),
    },
    { weight: 3, arbitrary: fc.tuple(traitPath, test).map(([trait, tested]) => ({ trait, ...tested })) },
    { weight: 2, arbitrary: fc.tuple(tagName, test).map(([tag, tested]) => ({ tag, ...tested })) },
    { weight: 1, arbitrary: fc.constantFrom('email', 'openid', 'openid:wx1', 'phone').map((has) => ({ has })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('first', 'last'), eventName, maybe('where', where), window)
        .map(([edge, name, part, win]): RuleJson => (edge === 'first' ? { first: name, ...part, window: win } : { last: name, ...part, window: win })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('measure'), fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), tie('operand'))
        .map((compare) => ({ compare })),
    },
    { weight: 1, arbitrary: fc.constantFrom('buyers', 'loyal').map((segment) => ({ segment })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('top', 'bottom'),
          fc.constantFrom({ percent: 20 }, { percent: 50 }, { n: 1 }, { n: 3 }),
          tie('measure'),
          maybe('among', tie('rule')),
        )
        .map(([end, size, by, among]): RuleJson => (end === 'top' ? { top: { ...size, by, ...among } } : { bottom: { ...size, by, ...among } })),
    },
    { weight: 2, arbitrary: fc.array(tie('rule'), { maxLength: 3 }).map((all) => ({ all })) },
    { weight: 2, arbitrary: fc.array(tie('rule'), { maxLength: 3 }).map((any) => ({ any })) },
    { weight: 2, arbitrary: tie('rule').map((not) => ({ not })) },
  ),
}));
