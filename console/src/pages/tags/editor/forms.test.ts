import { expect, it } from 'vitest';
import { formNames, formOf, isComplete, startOf } from './forms.ts';

const words = { low: '低', middle: '中', high: '高', language: 'zh' } as const;

it('shows each definition in the form that began it', () => {
  for (const form of formNames) expect(formOf(startOf(form, words))).toBe(form);
  expect(formOf({ grid: { rows: { cases: [] }, columns: { cases: [] } } })).toBe('other');
});

it('asks for nothing while something is still to be filled in', () => {
  expect(formNames.filter((form) => isComplete(startOf(form, words)))).toEqual(['measure', 'rfm', 'sql', 'manual']);
  expect(isComplete({ cases: [{ rule: { did: 'Order Completed' }, value: '买过' }] })).toBe(true);
  expect(isComplete({ cases: [{ rule: { did: '' }, value: '买过' }] })).toBe(false);
  expect(isComplete({ trait: 'address.city' })).toBe(true);
});
