import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packIds, unpackInto } from './id-list.ts';

it('packs any set of ids and gives back the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 2 ** 50 }), { maxLength: 300 }), (ids) => {
      const found = new Set<number>();
      unpackInto(found, packIds(ids));
      expect([...found]).toEqual(ids.toSorted((a, b) => a - b));
    }),
  );
});

it('takes little room: neighbours need one byte each', () => {
  expect(packIds(Array.from({ length: 1000 }, (_, index) => index * 100)).length).toBeLessThanOrEqual(1000);
});
