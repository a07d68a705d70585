import { expect, it } from 'vitest';
import { parseRule } from '#compile';
import type { TagPlan } from '../plan.ts';
import { oneInOf } from './part.ts';

const segments = new Map();
const everybody: TagPlan = { kind: 'rule', rule: { kind: 'all', of: [] } };

it('looks at everybody where there are few, and at one in so many where there are many', () => {
  expect(oneInOf(everybody, 199_999, { segments })).toBeNull();
  expect(oneInOf(everybody, 1_000_000, { segments })).toBe(25);
  expect(oneInOf(everybody, 100_000_000, { segments })).toBe(64);
});

it('looks at everybody where a part cannot stand for all', () => {
  expect(oneInOf({ kind: 'sql', sql: 'SELECT 1' }, 1_000_000, { segments })).toBeNull();
  const parsed = parseRule({ top: { n: 10, by: { did: 'Order Completed', count: true } } }, { tags: new Map(), segments });
  expect(parsed.ok && oneInOf({ kind: 'cases', cases: [{ rule: parsed.rule, text: 'first' }], otherwise: null }, 1_000_000, { segments })).toBeNull();
});
