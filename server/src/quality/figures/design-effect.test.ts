import { expect, it } from 'vitest';
import { designEffect } from './design-effect.ts';
import { figureOfAll, figureOf } from './figure.ts';

const sumsOf = (blocks: readonly (readonly [number, number])[]) => {
  const sum = (of: (x: number, m: number) => number): number => blocks.reduce((total, [x, m]) => total + of(x, m), 0);
  return designEffect(
    { good: sum((x) => x), squares: sum((x) => x * x), products: sum((x, m) => x * m) },
    { n: sum((_, m) => m), squares: sum((_, m) => m * m), blocks: blocks.length },
  );
};

it('is as large as a block when a block is all of one kind', () => {
  // Ten blocks of 100, five of them full: they tell as much as about ten people.
  const blocks = Array.from({ length: 10 }, (_, place) => [place % 2 === 0 ? 100 : 0, 100] as const);
  expect(sumsOf(blocks)).toBeCloseTo((100 * 10) / 9);
});

it('is 1 where neighbours are like anybody, and where nothing can be said', () => {
  expect(sumsOf(Array.from({ length: 10 }, () => [50, 100] as const))).toBe(1);
  expect(sumsOf([[10, 100]])).toBe(1);
  expect(
    sumsOf([
      [100, 100],
      [100, 100],
    ]),
  ).toBe(1);
  expect(sumsOf([])).toBe(1);
});

it('counts a block in which nobody has it', () => {
  // The rows of a field name only the blocks in which it is; the variance is over all.
  expect(
    sumsOf([
      [50, 100],
      [50, 100],
      [0, 100],
      [0, 100],
    ]),
  ).toBeGreaterThan(20);
});

it('widens the interval as if so many fewer had been looked at', () => {
  const wide = figureOfAll([{ good: 5000, n: 10_000, scale: 34, deff: 100 }], 0.9);
  expect(wide).toMatchObject({ good: 5000, n: 10_000, share: 0.5, verdict: 'poor', isSample: true });
  expect([wide.low, wide.high]).toEqual([figureOf(50, 100, null).low, figureOf(50, 100, null).high]);
});

it('weighs a sample beside what was counted by all that it stands for', () => {
  const both = figureOfAll(
    [
      { good: 1000, n: 1000, scale: 1, deff: 1 },
      { good: 0, n: 100, scale: 10, deff: 1 },
    ],
    null,
  );
  expect(both).toMatchObject({ share: 0.5, n: 1100, good: 550, isSample: true });
  // Half of it rests on a hundred people: surer than these alone, less sure than 2,000 would be.
  const width = (both.high ?? 0) - (both.low ?? 0);
  const widthOf = (n: number): number => (figureOf(n / 2, n, null).high ?? 0) - (figureOf(n / 2, n, null).low ?? 0);
  expect(width).toBeLessThan(widthOf(100));
  expect(width).toBeGreaterThan(widthOf(2000));
});

it('adds up what was counted as before', () => {
  const portions = [
    { good: 7, n: 10, scale: 1, deff: 1 },
    { good: 90, n: 130, scale: 1, deff: 1 },
  ];
  expect(figureOfAll(portions, 0.9)).toEqual(figureOf(97, 140, 0.9));
  expect(figureOfAll([], 0.9)).toEqual(figureOf(0, 0, 0.9));
});
