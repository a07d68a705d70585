import { expect, it } from 'vitest';
import { overlapOf } from './overlap.ts';

it('counts who fits several rules before the order decides', () => {
  const found = [
    { fits: [], people: 10 },
    { fits: [0], people: 4 },
    { fits: [0, 2], people: 3 },
    { fits: [1, 2], people: 1 },
  ];
  expect(overlapOf(3, found)).toEqual({
    several: 4,
    alone: [7, 1, 4],
    shared: [
      [7, 0, 3],
      [0, 1, 1],
      [3, 1, 4],
    ],
  });
});
