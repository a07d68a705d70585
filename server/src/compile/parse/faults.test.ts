import { expect, it } from 'vitest';
import { nearest } from './faults.ts';

it('suggests the name that takes the fewest changes, and not any that merely begins alike', () => {
  expect(nearest('revenu', ['r', 'rev', 'revenue', 'refund'])).toBe('revenue');
  expect(nearest('products[].skuu', ['p', 'products', 'products[].sku'])).toBe('products[].sku');
  expect(nearest('adress', ['age', 'address'])).toBe('address');
});

it('suggests a longer name that begins like the given one, and nothing where nothing is close', () => {
  expect(nearest('purchase', ['purchase_interval_days'])).toBe('purchase_interval_days');
  expect(nearest('r', ['revenue'])).toBeUndefined();
  expect(nearest('colour', ['city', 'age'])).toBeUndefined();
});
