import { describe, expect, it } from 'vitest';
import type { RuleJson } from '@danqing/contracts';
import { compileMembers, type EvaluationContext, parseRule } from './index.ts';

const lists = new Map([['uploaded', { id: 3 }]]);
const context: EvaluationContext = {
  workspace: 7,
  timezone: 'Asia/Shanghai',
  at: Date.UTC(2026, 10, 20, 4),
  now: true,
  hasAliases: false,
  tags: new Map(),
  segments: new Map(),
  lists,
  listPaths: { traits: new Set(), properties: new Set(['products[].sku', 'products[].price']) },
};

/** One clause a line, so that a change can be read. */
function lines(rule: RuleJson, changed: Partial<EvaluationContext> = {}): readonly string[] {
  const parsed = parseRule(rule, { tags: new Map(), segments: new Map(), lists });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const { sql, params } = compileMembers(parsed.rule, { ...context, ...changed });
  return [...sql.split(/ (?=SELECT |FROM |WHERE |INNER |LEFT |GROUP |HAVING |ORDER )/), JSON.stringify(params)];
}

describe('the SQL of the other forms', () => {
  const rules: Readonly<Record<string, RuleJson>> = {
    'an element that satisfies two conditions': {
      did: 'A',
      where: {
        element: 'products[]',
        where: {
          all: [
            { prop: 'category', op: 'eq', value: 'tea' },
            { prop: 'price', op: 'gt', value: 5 },
          ],
        },
      },
    },
    'a sum over elements': { did: 'A', each: 'products', sum: 'amount', where: { prop: 'sku', op: 'eq', value: 's1' }, op: 'gte', value: 100 },
    'the number of elements': { did: 'A', each: 'products', count: { op: 'gte', value: 3 } },
    'what the catalogue knows of a product': { did: 'A', each: 'products', where: { prop: 'product.brand', op: 'eq', value: 'b' } },
    'a sequence in time': { sequence: [{ event: 'A' }, { event: 'B' }, { event: 'A' }], within: { n: 7, unit: 'day' }, window: { last: 90, unit: 'day' } },
    'a tenth of everybody': { sample: { percent: 10, seed: 'spring' } },
    'three of everybody': { sample: { n: 3, seed: 'spring' } },
    'a list': { list: 'uploaded' },
    'a consent by channel': { consent: 'marketing', channel: 'email' },
    'a day that comes back': { anniversary: 'birthday', next: 1, unit: 'day' },
    'an account': { account: { all: [{ trait: 'plan', op: 'eq', value: 'gold' }, { not: { did: 'B' } }] } },
    'a metric': { compare: [{ metric: 'net_sales' }, 'gt', 100] },
  };
  for (const [name, rule] of Object.entries(rules)) {
    it(`of ${name}`, () => {
      expect(lines(rule)).toMatchSnapshot();
    });
  }
  it('reads the days around a holiday in the zone', () => {
    expect(lines({ did: 'A', window: { holiday: 'double_11', days: [-10, 0] } }).at(-1)).toBe(
      '{"p1":1,"p2":7,"p3":"A","p4":"2026-10-31 16:00:00.000","p5":"2026-11-11 16:00:00.000"}',
    );
  });
  it('knows the 29th of February on the 28th of a common year', () => {
    expect(lines({ anniversary: 'birthday', next: 1, unit: 'day' }, { at: Date.UTC(2026, 1, 27, 4) }).at(-1)).toContain('["02-27","02-28","02-29"]');
    expect(lines({ anniversary: 'birthday', next: 0, unit: 'day' }, { at: Date.UTC(2028, 1, 28, 4) }).at(-1)).toContain('["02-28"]');
  });
});
