import { expect, it } from 'vitest';
import { changedFields } from './changed-fields.ts';

it('names what differs between two revisions, once each', () => {
  const before = { key: 'vip', name: '高价值', rule: { trait: 'level', op: 'eq', value: 'gold' }, cap: 10 };
  expect(changedFields(before, before)).toEqual([]);
  expect(changedFields(before, { ...before, name: '白金' })).toEqual(['name']);
  expect(changedFields(before, { key: 'vip', name: '高价值', rule: { all: [] }, limit: 3 })).toEqual(['rule', 'other']);
  expect(changedFields(null, before)).toEqual([]);
});
