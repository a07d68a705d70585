import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MaskCount, overlapOf } from './overlap.ts';

const sets = 4;
/** Each person's set memberships as a mask; some are in none. */
const people = fc.array(fc.integer({ min: 0, max: 2 ** sets - 1 }), { maxLength: 200 });

const counted = (masks: readonly number[]): MaskCount[] => [...new Set(masks)].map((mask) => ({ mask, count: masks.filter((each) => each === mask).length }));

const common = (a: ReadonlySet<number>, b: ReadonlySet<number>): number => [...a].filter((person) => b.has(person)).length;

it('says the same as sets of people do', () => {
  fc.assert(
    fc.property(people, (masks) => {
      const members = Array.from({ length: sets }, (_, set) => new Set(masks.flatMap((mask, person) => ((mask >> set) & 1 ? [person] : []))));
      const overlap = overlapOf(sets, counted(masks));
      expect(overlap.total).toBe(masks.length);
      expect(overlap.sizes).toEqual(members.map((set) => set.size));
      members.forEach((a, i) =>
        members.forEach((b, j) => {
          expect(overlap.shared[i]?.[j]).toBe(common(a, b));
          expect(overlap.jaccard[i]?.[j]).toBe(a.size + b.size === 0 ? 0 : common(a, b) / (a.size + b.size - common(a, b)));
        }),
      );
      for (const { of, count } of overlap.exclusive) {
        const inAll = [...masks.keys()].filter((person) => members.every((set, place) => set.has(person) === of.includes(place)));
        expect(count).toBe(inAll.length);
      }
      expect(overlap.none + overlap.exclusive.reduce((sum, { count }) => sum + count, 0)).toBe(masks.length);
    }),
  );
});

it('lists the largest exclusive intersections first', () => {
  const counts = [
    { mask: 1, count: 2 },
    { mask: 3, count: 9 },
    { mask: 0, count: 50 },
  ];
  expect(overlapOf(2, counts).exclusive).toEqual([
    { of: [0, 1], count: 9 },
    { of: [0], count: 2 },
  ]);
});
