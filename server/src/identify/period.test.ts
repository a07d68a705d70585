import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exceedsPeriod } from './period.ts';

const moments = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 });

it('finds a stretch that holds too many of both sides exactly where one moment begins such a stretch', () => {
  fc.assert(
    fc.property(moments, moments, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 }), (held, joining, limit, ms) => {
      const isFull = [...held, ...joining].some((from) => {
        const [ours, theirs] = [held, joining].map((side) => side.filter((moment) => moment >= from && moment < from + ms).length);
        return (ours ?? 0) > 0 && (theirs ?? 0) > 0 && (ours ?? 0) + (theirs ?? 0) > limit;
      });
      expect(exceedsPeriod(held, joining, { limit, ms })).toBe(isFull);
    }),
    { numRuns: 2000 },
  );
});

it('does not refuse what comes years after a stretch that was too full', () => {
  expect(exceedsPeriod([1, 2, 3], [1000], { limit: 2, ms: 10 })).toBe(false);
  expect(exceedsPeriod([1, 2, 3], [5], { limit: 2, ms: 10 })).toBe(true);
});
