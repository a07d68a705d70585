/** Random rules and measures in wire form over the whole grammar, with names of every kind. For what must hold of any rule, evaluated or not. */
import fc from 'fast-check';
import {
  type AxisJson,
  calendarPeriods,
  type MeasureJson,
  type OperandJson,
  type Operator,
  type RankJson,
  type RuleJson,
  type RfmJson,
  type ScalarJson,
  type StageJson,
  type TagDefinitionJson,
  type TiersJson,
  type TopJson,
  type WhereJson,
  type WindowJson,
} from '@danqing/contracts';

const oddNames = [
  'and',
  'not',
  'some',
  'all',
  '*',
  'anything',
  'a.b',
  'a[].b',
  '.a',
  'a..b',
  '2026-vip',
  'a b',
  '城市',
  '地址.城市',
  '$page.path',
  'openid:wx1',
  'it\'s "odd"`\\',
  '\n',
  '–',
];
const name = fc.oneof(
  fc.constantFrom('category', 'address.city', 'products[].sku', 'revenue', 'vip', 'rfm.tier'),
  fc.constantFrom(...oddNames),
  fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }),
);
const number = fc.oneof(fc.integer({ min: -5, max: 400 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const text = fc.oneof(fc.constantFrom('a', '2026-01-31', 'true', '1', '上海', 'x"y\\z', '“”', '# no comment', ''), fc.string({ maxLength: 8, unit: 'binary' }));
const scalar: fc.Arbitrary<ScalarJson> = fc.oneof(number, text, fc.boolean());
const unit = fc.constantFrom('minute' as const, 'hour' as const, 'day' as const, 'week' as const, 'month' as const);
const date = fc.constantFrom('2026-01-31', '2026-01-31T08:00:00+08:00', '2026-01-31T08:00', '2026-01-31 08:00:00.5Z', '2026-03-08T02:30:00.123Z');
const order = fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const);
const count = fc.integer({ min: 1, max: 400 });

const duration = fc.record({ n: count, unit });
const test: fc.Arbitrary<{ op: Operator; value?: OperandJson }> = fc.oneof(
  fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const) }),
  fc.record({ op: order, value: scalar }),
  fc.record({ op: fc.constant('between' as const), value: fc.tuple(scalar, scalar) }),
  fc.record({ op: fc.constantFrom('in' as const, 'nin' as const), value: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ op: fc.constantFrom('contains' as const, 'ncontains' as const, 'startsWith' as const, 'endsWith' as const), value: text }),
  fc.record({ op: fc.constantFrom('before' as const, 'after' as const), value: date }),
  fc.record({ op: fc.constantFrom('withinLast' as const, 'withinNext' as const), value: duration }),
);

const numberTest: fc.Arbitrary<{ op: Operator; value?: OperandJson }> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: order, value: number }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('between' as const), value: fc.tuple(number, number) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('in' as const, 'nin' as const), value: fc.array(number, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const) }) },
);

const window: fc.Arbitrary<WindowJson> = fc.oneof(
  fc.record({ last: count, unit }),
  fc.record({ between: fc.tuple(count, count), unit }),
  fc.record({ from: date, to: date }, { requiredKeys: ['from'] }),
  fc.record({ calendar: fc.constantFrom(...calendarPeriods) }),
  fc.record(
    { holiday: fc.constantFrom('spring_festival', '618'), days: fc.tuple(fc.integer({ min: -60, max: 0 }), fc.nat(60)), year: count },
    { requiredKeys: ['holiday', 'days'] },
  ),
);

const { where } = fc.letrec<{ where: WhereJson }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: fc.tuple(name, test).map(([prop, tested]) => ({ prop, ...tested })) },
    { weight: 1, arbitrary: fc.array(tie('where'), { maxLength: 3 }).map((all) => ({ all })) },
    { weight: 1, arbitrary: fc.array(tie('where'), { maxLength: 3 }).map((any) => ({ any })) },
    { weight: 1, arbitrary: tie('where').map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.record({ element: name, where: tie('where') }) },
  ),
}));

const selection = fc.record({ did: name, where, window, each: name }, { requiredKeys: ['did'] });
const aggregate = fc.tuple(fc.constantFrom('sum', 'avg', 'min', 'max', 'unique'), name).map(([kind, prop]) => ({ [kind]: prop }));

const maybeWhere = fc.option(where, { nil: undefined }).map((found) => (found === undefined ? {} : { where: found }));
const size = fc.oneof(fc.record({ percent: fc.constantFrom(20, 0.5) }), fc.record({ n: count }));

const operation = (kind: 'times' | 'plus' | 'minus' | 'else', pair: readonly [MeasureJson | number, MeasureJson | number]): MeasureJson => {
  if (kind === 'times') return { times: pair };
  if (kind === 'else') return { else: pair };
  return kind === 'plus' ? { plus: pair } : { minus: pair };
};

export const { wireRule, wireMeasure } = fc.letrec<{ wireRule: RuleJson; wireMeasure: MeasureJson; operand: MeasureJson | number; rank: RankJson }>((tie) => ({
  operand: fc.oneof(tie('wireMeasure'), number),
  wireMeasure: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 2, arbitrary: selection.map((did): MeasureJson => ({ ...did, count: true })) },
    { weight: 2, arbitrary: fc.tuple(selection, aggregate).map(([did, kind]): MeasureJson => ({ ...did, ...kind })) },
    { weight: 1, arbitrary: fc.oneof(fc.record({ trait: name }), fc.record({ tag: name }), fc.record({ metric: name }), fc.record({ random: text })) },
    { weight: 1, arbitrary: fc.tuple(name, maybeWhere, unit).map(([first, part, each]): MeasureJson => ({ since: { first, ...part }, unit: each })) },
    { weight: 1, arbitrary: fc.tuple(name, maybeWhere, unit).map(([last, part, each]): MeasureJson => ({ since: { last, ...part }, unit: each })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(name, maybeWhere, fc.constantFrom('avg' as const, 'median' as const), unit)
        .map(([did, part, stat, each]): MeasureJson => ({ interval: { did, ...part, stat }, unit: each })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('times' as const, 'plus' as const, 'minus' as const, 'else' as const), tie('operand'), tie('operand'))
        .map(([kind, left, right]) => operation(kind, [left, right])),
    },
  ),
  rank: fc
    .tuple(size, tie('wireMeasure'), fc.option(tie('wireRule'), { nil: undefined }))
    .map(([many, by, among]): RankJson => ({ ...many, by, ...(among === undefined ? {} : { among }) })),
  wireRule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    {
      weight: 2,
      arbitrary: fc
        .tuple(selection, fc.option(numberTest, { nil: undefined }))
        .map(([did, counted]): RuleJson => ({ ...did, ...(counted === undefined ? {} : { count: counted }) })),
    },
    { weight: 2, arbitrary: fc.tuple(selection, aggregate, numberTest).map(([did, kind, tested]): RuleJson => ({ ...did, ...kind, ...tested })) },
    { weight: 2, arbitrary: fc.tuple(name, test).map(([trait, tested]): RuleJson => ({ trait, ...tested })) },
    { weight: 1, arbitrary: fc.tuple(name, test).map(([tag, tested]): RuleJson => ({ tag, ...tested })) },
    { weight: 1, arbitrary: fc.oneof(fc.record({ has: name }), fc.record({ segment: name }), fc.record({ list: name })) },
    { weight: 1, arbitrary: fc.tuple(name, maybeWhere, window).map(([first, part, win]): RuleJson => ({ first, ...part, window: win })) },
    { weight: 1, arbitrary: fc.tuple(name, maybeWhere, window).map(([last, part, win]): RuleJson => ({ last, ...part, window: win })) },
    {
      weight: 1,
      arbitrary: fc.record(
        { sequence: fc.array(fc.record({ event: name, where }, { requiredKeys: ['event'] }), { minLength: 1, maxLength: 3 }), within: duration, window },
        { requiredKeys: ['sequence'] },
      ),
    },
    { weight: 2, arbitrary: fc.tuple(tie('operand'), order, tie('operand')).map((compare): RuleJson => ({ compare })) },
    { weight: 1, arbitrary: tie('rank').map((top): RuleJson => ({ top })) },
    { weight: 1, arbitrary: tie('rank').map((bottom): RuleJson => ({ bottom })) },
    { weight: 1, arbitrary: fc.tuple(size, text).map(([many, seed]): RuleJson => ({ sample: { ...many, seed } })) },
    { weight: 1, arbitrary: tie('wireRule').map((account): RuleJson => ({ account })) },
    { weight: 1, arbitrary: fc.record({ consent: name, channel: name }, { requiredKeys: ['consent'] }) },
    { weight: 1, arbitrary: fc.record({ anniversary: name, next: fc.nat(60), unit: fc.constant('day' as const) }) },
    { weight: 3, arbitrary: fc.array(tie('wireRule'), { maxLength: 3 }).map((all): RuleJson => ({ all })) },
    { weight: 3, arbitrary: fc.array(tie('wireRule'), { maxLength: 3 }).map((any): RuleJson => ({ any })) },
    { weight: 3, arbitrary: tie('wireRule').map((not): RuleJson => ({ not })) },
  ),
}));

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const numbers = fc.array(number, { maxLength: 3 });

const rfm: fc.Arbitrary<RfmJson> = fc.record(
  {
    of: name,
    value: name,
    where,
    window,
    bins: count,
    method: fc.constantFrom('quantile' as const, 'threshold' as const),
    edges: fc.record({ recency: numbers, frequency: numbers, monetary: numbers }),
    high: fc.oneof(fc.constantFrom('middle' as const, 'average' as const), fc.record({ r: count, f: count, m: count })),
    names: fc.oneof(fc.constantFrom('zh' as const, 'en' as const), fc.dictionary(name, text, { maxKeys: 3 })),
  },
  { requiredKeys: ['of', 'value'] },
);
const top: fc.Arbitrary<TopJson> = fc.record(
  { of: name, prop: name, each: name, where, window, k: count, weight: name, halfLife: duration },
  { requiredKeys: ['of', 'prop', 'k'] },
);
const stage: fc.Arbitrary<StageJson> = fc.record({ stage: text, rule: wireRule, to: fc.array(text, { maxLength: 3 }) }, { requiredKeys: ['stage', 'rule'] });

const tiers: fc.Arbitrary<TiersJson> = fc.oneof(
  fc.record({ by: wireMeasure, names: fc.array(text, { maxLength: 3 }), cuts: fc.array(number, { maxLength: 3 }) }),
  fc.record({ by: wireMeasure, names: fc.array(text, { maxLength: 3 }), method: fc.constantFrom('equal' as const, 'natural' as const) }),
  fc.record(
    { by: wireMeasure, names: fc.array(text, { maxLength: 3 }), method: fc.constant('quantile' as const), shares: fc.array(number, { maxLength: 3 }) },
    { requiredKeys: ['by', 'names', 'method'] },
  ),
);
const axis: fc.Arbitrary<AxisJson> = fc.oneof(
  fc.record({ tiers }),
  fc.record({ cases: fc.array(fc.record({ rule: wireRule, value: text }), { minLength: 1, maxLength: 3 }) }),
);

export const wireTag: fc.Arbitrary<TagDefinitionJson> = fc.oneof(
  fc.record({ rule: wireRule }),
  fc
    .tuple(fc.array(fc.record({ rule: wireRule, value: scalar }), { minLength: 1, maxLength: 3 }), maybe(scalar))
    .map(([cases, otherwise]): TagDefinitionJson => (otherwise === undefined ? { cases } : { cases, else: otherwise })),
  fc.record({ measure: wireMeasure }),
  fc.record({ trait: name }),
  fc.record({ rfm }),
  fc.record({ top }),
  fc.record({ lifecycle: fc.array(stage, { minLength: 1, maxLength: 3 }) }),
  fc.record({ tiers }),
  fc.record({ grid: fc.record({ rows: axis, columns: axis }) }),
  fc.record({ sql: text.map((line) => `SELECT profile_id,\n  ${line} AS value FROM profile`) }),
  fc.constant<TagDefinitionJson>({ manual: true }),
);
