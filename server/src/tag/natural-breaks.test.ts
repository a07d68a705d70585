import fc from 'fast-check';
import { expect, it } from 'vitest';
import { naturalBreaks } from './natural-breaks.ts';

const clumps = (values: readonly number[]) => values.map((value) => ({ mean: value, high: value, weight: 1 }));

/** Sum of squares within the classes that the borders make; a border belongs to the class below it. */
function spread(values: readonly number[], borders: readonly number[]): number {
  const classes = [...borders, Infinity].map((border, index) => values.filter((value) => value <= border && value > (borders[index - 1] ?? -Infinity)));
  return classes.reduce((sum, members) => {
    const mean = members.reduce((a, b) => a + b, 0) / Math.max(1, members.length);
    return sum + members.reduce((a, b) => a + (b - mean) ** 2, 0);
  }, 0);
}

it('finds gaps that anybody sees', () => {
  expect(naturalBreaks(clumps([1, 2, 3, 50, 51, 52, 900, 901]), 3)).toEqual([3, 52]);
});

it('leaves classes empty when there are not values enough', () => {
  expect(naturalBreaks(clumps([5, 9]), 4)).toEqual([5, 9, 9]);
  expect(naturalBreaks([], 3)).toEqual([0, 0]);
});

it('no other borders part the values better', () => {
  const values = fc.uniqueArray(fc.integer({ min: -50, max: 1000 }), { minLength: 3, maxLength: 9 }).map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(values, (list) => {
      const found = spread(list, naturalBreaks(clumps(list), 3));
      for (const [i, a] of list.entries()) for (const b of list.slice(i + 1, -1)) expect(found).toBeLessThanOrEqual(spread(list, [a, b]) + 1e-6);
    }),
  );
});
