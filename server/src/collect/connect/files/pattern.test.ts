import { expect, it } from 'vitest';
import { compilePattern, isTemporary } from './pattern.ts';

it.each([
  ['*.csv', 'orders.csv', true],
  ['*.csv', 'orders.csv.gz', false],
  ['*.csv', '2026/orders.csv', false],
  ['**/*.csv', '2026/03/orders.csv', true],
  ['**/*.csv', 'orders.csv', true],
  ['orders-????.csv', 'orders-2026.csv', true],
  ['orders-????.csv', 'orders-26.csv', false],
  ['a.b(1)/*', 'a.b(1)/x', true],
  ['a.b(1)/*', 'axb(1)/x', false],
  ['会员/**', '会员/2026/名单.xlsx', true],
  ['/in/*', 'in/x', true],
])('the pattern %s and the path %s: %s', (pattern, path, fits) => {
  expect(compilePattern(pattern)(path)).toBe(fits);
});

it.each(['.hidden.csv', 'in/.orders.csv.swp', 'orders.csv.part', '~$orders.xlsx', 'x.TMP'])('takes %s for something unfinished', (path) =>
  expect(isTemporary(path)).toBe(true),
);
it.each(['orders.csv', 'a.b/orders.parts.csv'])('takes %s for a file', (path) => expect(isTemporary(path)).toBe(false));
