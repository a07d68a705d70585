import { expect, it } from 'vitest';
import { usualOf } from './robust.ts';

it('is not moved by one bad week', () => {
  const usual = usualOf([1000, 1010, 990, 5], 6);
  expect(usual.median).toBe(995);
  expect(usual.low).toBeGreaterThan(600);
  expect(usual.high).toBeLessThan(1400);
});

it('takes weeks that were exactly alike for no proof that nothing may differ', () => {
  expect(usualOf([100, 100, 100, 100], 3)).toEqual({ median: 100, low: 70, high: 130 });
  expect(usualOf([0, 0, 0, 0], 3)).toEqual({ median: 0, low: 0, high: 3 });
});
