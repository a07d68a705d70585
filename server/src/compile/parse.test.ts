import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rule as anyRule } from '../../testing/oracle/arbitrary-rule.ts';
import { worldLists, worldTags } from '../../testing/oracle/store-world.ts';
import { describe as describeRule } from './describe/sentence.ts';
import { worldHolidays } from '../../testing/oracle/holidays.ts';
import { compileMembers, parseMeasure, parseRule, parseSegments } from './index.ts';

const vocabulary = { tags: worldTags, segments: new Map<string, unknown>([['vip', { did: 'Order Completed' }]]), lists: new Map([['uploaded', { id: 1 }]]) };
const faultsOf = (json: unknown) => {
  const parsed = parseRule(json, vocabulary);
  return parsed.ok ? [] : parsed.errors.map(({ path, code, suggestion }) => ({ path, code, ...(suggestion === undefined ? {} : { suggestion }) }));
};

it('takes a holiday of the brand by its name, and says it in sentences', () => {
  const json = { did: 'Order Completed', window: { holiday: '周年庆', days: [-7, 0] } };
  const own = parseRule(json, { ...vocabulary, holidays: worldHolidays });
  if (!own.ok) throw new Error(JSON.stringify(own.errors));
  expect(describeRule(own.rule)).toMatchObject({
    zh: expect.stringContaining('最近一个“周年庆”前 7 天到当天'),
    en: expect.stringContaining('“周年庆” (the latest)'),
  });
  const unknown = parseRule({ ...json, window: { ...json.window, holiday: '周年' } }, { ...vocabulary, holidays: worldHolidays });
  expect(unknown).toMatchObject({ ok: false, errors: [{ path: '/window/holiday', suggestion: '周年庆' }] });
});

describe('a rule that is wrong', () => {
  it('names every fault at once, each with its place', () => {
    expect(
      faultsOf({
        all: [
          { trait: 'city', op: 'equals', value: 'x' },
          { did: 'A', window: { last: 30, unit: 'days' }, cuont: { op: 'gte', value: 1 } },
          { did: 'A', sum: 'revenue', op: 'gt', value: 'x' },
          { segment: 'vpi' },
        ],
      }),
    ).toEqual([
      { path: '/all/0/op', code: 'DQ_RULE_VALUE', suggestion: 'eq' },
      { path: '/all/1/cuont', code: 'DQ_RULE_UNKNOWN_KEY', suggestion: 'count' },
      { path: '/all/1/window/unit', code: 'DQ_RULE_VALUE', suggestion: 'day' },
      { path: '/all/2/value', code: 'DQ_RULE_VALUE' },
      { path: '/all/3/segment', code: 'DQ_RULE_UNKNOWN_SEGMENT', suggestion: 'vip' },
    ]);
  });
  it('suggests what was meant', () => {
    expect(faultsOf({ trait: 'a', op: 'eq', value: null })[0]?.suggestion).toBe('{"op": "missing"}');
    expect(faultsOf({ tag: 'rfm', op: 'eq', value: 3 })[0]?.suggestion).toBe('rfm.score');
    expect(faultsOf({ did: 'A', where: { prop: '$page.pth', op: 'exists' } })[0]?.suggestion).toBe('$page.path');
    expect(faultsOf({ tarit: 'a' })[0]?.suggestion).toBe('trait');
  });
  it('names the faults of every form', () => {
    expect(
      faultsOf({
        all: [
          { sequence: [{ event: 'A', whree: {} }, { event: '' }], within: { n: 0, unit: 'day' } },
          { sample: { percent: 0, seed: 's' } },
          { sample: { n: 3, percent: 3, seed: 's' } },
          { list: 'uplaoded' },
          { account: { any: [{ has: 'email' }, { compare: [{ tag: 'ltv' }, 'gt', 5] }] } },
          { consent: '' },
          { anniversary: 'birthday', next: -1, unit: 'day' },
          { compare: [{ metric: 'net_slaes' }, 'gt', 5] },
          { did: 'A', window: { holiday: 'spring_festval', days: [3, -3] } },
          { did: 'A', each: 'products[].sku' },
          { did: 'A', each: 'products', where: { prop: 'products[].sku', op: 'exists' } },
          { did: 'A', where: { element: 'products', where: { element: 'sizes', where: { all: [] } } } },
        ],
      }),
    ).toEqual([
      { path: '/all/0/sequence/0/whree', code: 'DQ_RULE_UNKNOWN_KEY', suggestion: 'where' },
      { path: '/all/0/sequence/1/event', code: 'DQ_RULE_VALUE' },
      { path: '/all/0/within/n', code: 'DQ_RULE_VALUE' },
      { path: '/all/1/sample/percent', code: 'DQ_RULE_VALUE' },
      { path: '/all/2/sample', code: 'DQ_RULE_SHAPE', suggestion: '"percent": 20' },
      { path: '/all/3/list', code: 'DQ_RULE_UNKNOWN_LIST', suggestion: 'uploaded' },
      { path: '/all/4/account/any/0/has', code: 'DQ_RULE_ACCOUNT' },
      { path: '/all/4/account/any/1/compare/0/tag', code: 'DQ_RULE_ACCOUNT' },
      { path: '/all/5/consent', code: 'DQ_RULE_VALUE' },
      { path: '/all/6/next', code: 'DQ_RULE_VALUE' },
      { path: '/all/7/compare/0/metric', code: 'DQ_RULE_VALUE', suggestion: 'net_sales' },
      { path: '/all/8/window/holiday', code: 'DQ_RULE_VALUE', suggestion: 'spring_festival' },
      { path: '/all/8/window/days', code: 'DQ_RULE_VALUE', suggestion: '[-3, 3]' },
      { path: '/all/9/each', code: 'DQ_RULE_PATH', suggestion: 'products[]' },
      { path: '/all/10/where/prop', code: 'DQ_RULE_PATH', suggestion: 'sku' },
      { path: '/all/11/where/where/element', code: 'DQ_RULE_SHAPE' },
    ]);
  });
  it('points into names with slashes by JSON Pointer', () => {
    expect(faultsOf({ has: 'email', 'a/b~c': 1 })[0]?.path).toBe('/a~1b~0c');
  });
});

describe('a rule about what no data has brought yet', () => {
  const names = (...own: readonly string[]) => ({ seen: new Set([...own, 'of another workspace']), own: new Set(own) });
  const known = {
    events: names('purchase', 'Newsletter Opened'),
    properties: names('products', 'products[].sku', 'revenue'),
    traits: names('address.city'),
    products: names('brand'),
    accounts: names('plan'),
  };
  it('is read, with warnings that suggest what was meant', () => {
    const parsed = parseRule(
      {
        all: [
          { did: 'Order Completed', where: { prop: 'revenu', op: 'gt', value: 5 } },
          { did: 'Newsletter Opend' },
          {
            did: 'Product Viewd',
            each: 'products',
            where: {
              all: [
                { prop: 'skuu', op: 'exists' },
                { prop: 'product.brnd', op: 'exists' },
              ],
            },
            sum: 'amount',
            op: 'gt',
            value: 1,
          },
          { trait: 'adress.city', op: 'exists' },
          { account: { trait: 'plna', op: 'exists' } },
          { did: '*' },
          { trait: 'of another workspace', op: 'exists' },
          { trait: 'of another workspac', op: 'exists' },
        ],
      },
      { ...vocabulary, known },
    );
    expect(parsed.ok ? parsed.warnings.map(({ path, code, suggestion }) => [path, code, suggestion]) : parsed.errors).toEqual([
      ['/all/0/where/prop', 'DQ_RULE_UNSEEN_PROPERTY', 'revenue'],
      ['/all/1/did', 'DQ_RULE_UNSEEN_EVENT', 'Newsletter Opened'],
      ['/all/2/did', 'DQ_RULE_UNSEEN_EVENT', 'Product Viewed'],
      ['/all/2/where/all/0/prop', 'DQ_RULE_UNSEEN_PROPERTY', 'sku'],
      ['/all/2/where/all/1/prop', 'DQ_RULE_UNSEEN_PROPERTY', 'brand'],
      ['/all/3/trait', 'DQ_RULE_UNSEEN_TRAIT', 'address.city'],
      ['/all/4/account/trait', 'DQ_RULE_UNSEEN_TRAIT', 'plan'],
      ['/all/7/trait', 'DQ_RULE_UNSEEN_TRAIT', undefined],
    ]);
  });
});

describe('a hostile rule', () => {
  it('is refused for its depth without being followed down', () => {
    let json: unknown = { has: 'email' };
    for (let level = 0; level < 200_000; level++) json = { not: json };
    expect(faultsOf(json)).toEqual([{ path: '', code: 'DQ_RULE_TOO_DEEP' }]);
  });
  it('is refused for its size', () => {
    expect(faultsOf({ all: Array.from({ length: 3000 }, () => ({ has: 'email' })) })[0]?.code).toBe('DQ_RULE_TOO_LARGE');
    expect(faultsOf({ trait: 'a', op: 'eq', value: 'x'.repeat(200_000) })[0]?.code).toBe('DQ_RULE_TOO_LARGE');
  });
  it('is refused when segments reach themselves', () => {
    const circle = {
      ...vocabulary,
      self: 'a',
      segments: new Map<string, unknown>([
        ['a', {}],
        ['b', { not: { segment: 'c' } }],
        ['c', { any: [{ segment: 'a' }] }],
      ]),
    };
    const parsed = parseRule({ segment: 'b' }, circle);
    expect(parsed.ok ? [] : parsed.errors.map(({ code }) => code)).toEqual(['DQ_RULE_CYCLE']);
    const own = parseRule({ segment: 'a' }, circle);
    expect(own.ok ? [] : own.errors.map(({ code }) => code)).toEqual(['DQ_RULE_CYCLE']);
  });
  it('is refused when segments multiply', () => {
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
    const segments = new Map<string, unknown>(
      names.map((name, index) => [name, index === 0 ? { has: 'email' } : { any: [{ segment: `s${index - 1}` }, { not: { segment: `s${index - 1}` } }] }]),
    );
    const wide = { tags: worldTags, segments };
    const parsed = parseRule({ segment: 's19' }, wide);
    if (!parsed.ok) throw new Error('not read');
    const context = { workspace: 1, timezone: 'UTC', at: 0, now: true, hasAliases: false, tags: worldTags, segments: parseSegments(wide) };
    expect(() => compileMembers(parsed.rule, context)).toThrow(expect.objectContaining({ code: 'DQ_RULE_TOO_LARGE' }));
  });
  it('is refused when one value cannot travel', () => {
    const parsed = parseRule({ trait: 'a', op: 'eq', value: '上'.repeat(30_000) }, vocabulary);
    if (!parsed.ok) throw new Error('not read');
    const context = { workspace: 1, timezone: 'UTC', at: 0, now: true, hasAliases: false, tags: worldTags, segments: new Map() };
    expect(() => compileMembers(parsed.rule, context)).toThrow(expect.objectContaining({ code: 'DQ_RULE_TOO_LARGE' }));
  });
  it('never throws while it is read, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        parseRule(json, vocabulary);
        parseMeasure(json, vocabulary);
      }),
    );
    fc.assert(
      fc.property(anyRule, fc.jsonValue({ maxDepth: 2 }), fc.nat(), (json, junk, place) => {
        parseRule(replaced(json, junk, { left: place % 17 }), vocabulary);
      }),
    );
  });
});

/** The rule with one of its parts replaced. */
function replaced(json: unknown, junk: unknown, count: { left: number }): unknown {
  if (count.left-- === 0) return junk;
  if (Array.isArray(json)) return json.map((item) => replaced(item, junk, count));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, replaced(value, junk, count)]));
}

describe('a rule that is right', () => {
  it('is read, whatever forms it is made of', () => {
    const segments = new Map<string, unknown>([
      ['buyers', { did: 'A' }],
      ['loyal', { segment: 'buyers' }],
    ]);
    fc.assert(
      fc.property(anyRule, (json) => {
        const parsed = parseRule(json, { tags: worldTags, segments, lists: worldLists, holidays: worldHolidays });
        expect(parsed.ok ? [] : parsed.errors).toEqual([]);
      }),
    );
  });
});
