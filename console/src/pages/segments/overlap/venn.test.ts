import { expect, it } from 'vitest';
import { distanceOf, lensArea } from './venn.ts';

it('knows what circles share: nothing apart, the smaller one inside, the known lens between', () => {
  expect(lensArea(1, 1, 2)).toBe(0);
  expect(lensArea(3, 1, 1)).toBeCloseTo(Math.PI);
  expect(lensArea(1, 1, 1)).toBeCloseTo((2 * Math.PI) / 3 - Math.sqrt(3) / 2);
});

it('puts circles where they share what they should', () => {
  for (const [a, b, both] of [
    [100, 50, 20],
    [100, 100, 99],
    [400, 10, 0],
    [400, 10, 10],
  ] as const)
    expect(lensArea(Math.sqrt(a / Math.PI), Math.sqrt(b / Math.PI), distanceOf(a, b, both))).toBeCloseTo(both, 3);
});
