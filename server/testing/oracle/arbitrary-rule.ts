/** Random rules in wire form, over the names that the worlds use. */
import fc from 'fast-check';
import type { MeasureJson, RuleJson } from '@danqing/contracts';
import {
  aggregate,
  counted,
  countedAggregate,
  eventName,
  maybe,
  metric,
  number,
  numberTest,
  selection,
  sequence,
  test,
  where,
  window,
} from './arbitrary-event.ts';

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

const operation = (kind: 'times' | 'plus' | 'minus' | 'else', pair: readonly [MeasureJson | number, MeasureJson | number]): MeasureJson => {
  if (kind === 'times') return { times: pair };
  if (kind === 'else') return { else: pair };
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
    { weight: 1, arbitrary: seed.map((random) => ({ random })) },
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
        .tuple(fc.constantFrom('times', 'plus', 'minus', 'else'), tie('operand'), tie('operand'))
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
        .tuple(tie('operand'), fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), tie('operand'))
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
