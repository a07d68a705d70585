import { describe, expect, it } from 'vitest';
import { classifierOf, firstClassification } from './classification.ts';
import { probesIn } from './probing.ts';

const { of } = classifierOf({ ...firstClassification, fields: [{ scope: 'trait', path: 'vip.line', class: 'phone' }] }, [{ key: 'contact', path: 'email' }]);
const places = (rule: unknown): readonly string[] => probesIn(rule, '/rule', of).map(({ path }) => path);

describe('a rule of somebody who sees personal data masked', () => {
  it('may compare them with whole values, and ask whether they are known', () => {
    for (const op of ['eq', 'ne', 'in', 'nin', 'exists', 'missing']) expect(places({ trait: 'phone', op, value: '13800138000' })).toEqual([]);
    expect(places({ all: [{ has: 'phone' }, { anniversary: 'birthday', next: 7, unit: 'day' }] })).toEqual([]);
  });

  it('may ask anything of what is not personal', () => {
    expect(
      places({
        all: [
          { trait: 'city', op: 'startsWith', value: 'W' },
          { trait: 'level', op: 'gt', value: 3 },
        ],
      }),
    ).toEqual([]);
    expect(places({ did: 'X', sum: 'revenue', op: 'gt', value: 3 })).toEqual([]);
  });

  it('may ask for no parts, ranges or orders of them, wherever they stand', () => {
    expect(places({ all: [{ any: [{ not: { trait: 'phone', op: 'startsWith', value: '138' } }] }] })).toEqual(['/rule/all/0/any/0/not']);
    expect(places({ trait: 'vip.line', op: 'between', value: ['1', '2'] })).toEqual(['/rule']);
    expect(places({ tag: 'contact', op: 'contains', value: 'lin' })).toEqual(['/rule']);
    expect(places({ did: 'X', where: { element: 'items[]', where: { prop: 'receiver_phone', op: 'endsWith', value: '1' } } })).toEqual(['/rule/where/where']);
    expect(places({ compare: [{ plus: [{ trait: 'phone' }, 1] }, 'gt', 2] })).toEqual(['/rule/compare/0/plus/0']);
    expect(places({ bottom: { percent: 1, by: { did: 'X', max: 'receiver_phone' } } })).toEqual(['/rule/bottom/by']);
  });
});
