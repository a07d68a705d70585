import { expect, it } from 'vitest';
import { traitGroupOf } from './trait-groups.ts';

it.each([
  ['name', 'person'],
  ['birthday', 'person'],
  ['phone', 'person'],
  ['address.city', 'address'],
  ['address.postalCode', 'address'],
  ['城市', 'address'],
  ['memberLevel', 'membership'],
  ['createdAt', 'membership'],
  ['marketingOptIn', 'preference'],
  ['company', 'work'],
  ['x_score', 'other'],
])('the attribute %s stands under %s', (path, group) => {
  expect(traitGroupOf(path)).toBe(group);
});
