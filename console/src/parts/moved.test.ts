import { expect, it } from 'vitest';
import { moved } from './moved.ts';

it('puts an item at another place and leaves the order of the others', () => {
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c']);
});

it('leaves a list as it is where the places do not exist', () => {
  const items = ['a', 'b'];
  for (const [from, to] of [
    [0, 0],
    [2, 0],
    [-1, 0],
    [0, 2],
    [0, -1],
  ] as const)
    expect(moved(items, from, to)).toBe(items);
});
