import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rule as anyRule } from '../../testing/oracle/arbitrary-rule.ts';
import { worldTags } from '../../testing/oracle/store-world.ts';
import { compileMembers, parseMeasure, parseRule, parseSegments } from './index.ts';

const vocabulary = { tags: worldTags, segments: new Map<string, unknown>([['vip', { did: 'Order Completed' }]]) };
const faultsOf = (json: unknown) => {
  const parsed = parseRule(json, vocabulary);
  return parsed.ok ? [] : parsed.errors.map(({ path, code, suggestion }) => ({ path, code, ...(suggestion === undefined ? {} : { suggestion }) }));
};

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
  it('says what is not available yet', () => {
    for (const json of [{ list: 'x' }, { consent: 'marketing' }, { account: { all: [] } }, { did: 'A', window: { holiday: '618', days: [0, 1] } }]) {
      expect(faultsOf(json).map(({ code }) => code)).toContain('DQ_RULE_NOT_AVAILABLE');
    }
  });
  it('points into names with slashes by JSON Pointer', () => {
    expect(faultsOf({ has: 'email', 'a/b~c': 1 })[0]?.path).toBe('/a~1b~0c');
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
        const parsed = parseRule(json, { tags: worldTags, segments });
        expect(parsed.ok ? [] : parsed.errors).toEqual([]);
      }),
    );
  });
});
