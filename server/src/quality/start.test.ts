import { expect, it } from 'vitest';
import { backlogWatch } from './start.ts';

it('waits while what lay in the log a look ago has not arrived, for an hour at most', () => {
  const isBehind = backlogWatch();
  const minute = 60_000;
  expect(isBehind(100, 0, 0)).toBe(false);
  expect(isBehind(200, 99, 5_000)).toBe(true);
  expect(isBehind(300, 200, 10_000)).toBe(false);
  expect(isBehind(400, 250, 15_000)).toBe(true);
  expect(isBehind(500, 300, 59 * minute)).toBe(true);
  expect(isBehind(600, 400, 61 * minute)).toBe(false);
  expect(isBehind(700, 500, 62 * minute)).toBe(true);
});
