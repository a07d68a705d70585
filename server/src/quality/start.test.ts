import { expect, it } from 'vitest';
import { backlogWatch, restWatch } from './start.ts';

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

it('is at rest when hardly anything came for two looks, and not while a load is coming in', () => {
  const isAtRest = restWatch();
  expect(isAtRest(50_000, false, 0)).toBe(false);
  expect(isAtRest(90_000, false, 5_000)).toBe(false);
  expect(isAtRest(90_000, true, 10_000)).toBe(false);
  expect(isAtRest(90_000, false, 15_000)).toBe(false);
  expect(isAtRest(90_400, false, 20_000)).toBe(true);
  expect(isAtRest(90_800, false, 25_000)).toBe(true);
  expect(isAtRest(99_000, false, 30_000)).toBe(false);
});

it('counts as at rest once an hour what never is', () => {
  const isAtRest = restWatch();
  const minute = 60_000;
  const load = (minutes: number) => isAtRest(minutes * 1_000_000, false, minutes * minute);
  expect([0, 30, 59, 60, 61, 119, 121].map(load)).toEqual([false, false, false, true, false, false, true]);
});
