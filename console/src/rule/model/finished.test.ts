import type { RuleJson } from '@danqing/contracts';
import { expect, it } from 'vitest';
import { capOf, capped } from './cap.ts';
import { countable, isFinished } from './finished.ts';
import { operatorsFor, scalarOf, shapeOf, withOperator } from './values.ts';

const phone: RuleJson = { has: 'phone' };
const open: RuleJson = { trait: 'city', op: 'in', value: [] };

it('counts what is finished, and leads places back to where they stand', () => {
  const rule: RuleJson = { all: [open, phone, { not: { any: [open, phone] } }] };
  const { rule: counted, unfinished, placeOf } = countable(rule);
  expect(counted).toEqual({ all: [phone, { not: { any: [phone] } }] });
  expect(unfinished).toEqual(['/all/0', '/all/2/not/any/0']);
  expect(placeOf('/all/0')).toBe('/all/1');
  expect(placeOf('/all/1/not/any/0/has')).toBe('/all/2/not/any/1/has');
});

it('leaves a finished rule the same object, and groups that are empty on purpose', () => {
  const rule: RuleJson = { all: [phone, { any: [] }] };
  expect(countable(rule).rule).toBe(rule);
});

it.each<[string, RuleJson]>([
  ['an event without a name', { did: '' }],
  ['a sum of nothing', { did: 'A', sum: '', op: 'gt', value: 1 }],
  ['a condition on a property without a value', { did: 'A', where: { element: 'products[]', where: { prop: 'category', op: 'in', value: [] } } }],
  ['a rank by an event without a name', { top: { n: 3, by: { minus: [{ did: 'A', count: true }, { else: [{ did: '', count: true }, 0] }] } } }],
  ['a step without an event', { sequence: [{ event: 'A' }, { event: '' }] }],
  ['a window without its beginning', { did: 'A', window: { from: '' } }],
])('waits for %s', (_, rule) => {
  expect(isFinished(rule)).toBe(false);
});

it('takes a limit off and puts it on', () => {
  const rule = capped(phone, { n: 100, by: { random: 'a' } });
  expect(rule).toEqual({ top: { n: 100, by: { random: 'a' }, among: phone } });
  expect(capOf(rule)).toEqual({ core: phone, cap: { n: 100, by: { random: 'a' } } });
  expect(capOf({ top: { n: 5, by: { metric: 'orders' } } }).cap).toBeNull();
  expect(capped(phone, null)).toBe(phone);
});

it('offers what suits the type, keeps values that fit, and numbers as numbers', () => {
  expect(operatorsFor('date')).not.toContain('contains');
  expect(operatorsFor('date', 'eq')[0]).toBe('eq');
  expect(withOperator({ op: 'eq', value: '上海' }, 'in', 'text')).toEqual({ op: 'in', value: ['上海'] });
  expect(withOperator({ op: 'in', value: ['上海', '杭州'] }, 'eq', 'text')).toEqual({ op: 'eq', value: '上海' });
  expect(withOperator({ op: 'eq', value: 3 }, 'exists', 'number')).toEqual({ op: 'exists' });
  expect(withOperator({ op: 'exists' }, 'withinLast', 'date')).toEqual({ op: 'withinLast', value: { n: 30, unit: 'day' } });
  expect([scalarOf('12', 'number'), scalarOf('12', 'text'), scalarOf('true', 'boolean')]).toEqual([12, '12', true]);
  expect(shapeOf({ op: 'eq', value: '' }, 'number')).toBe('number');
  expect(shapeOf({ op: 'before', value: '2026-01-01' }, 'date')).toBe('day');
});
