import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exceedsPeriod } from './period.ts';

it('finds a stretch that holds too many exactly where one moment begins such a stretch', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 30 }),
      (moments, limit, ms) => {
        const most = Math.max(0, ...moments.map((from) => moments.filter((moment) => moment >= from && moment < from + ms).length));
        expect(exceedsPeriod(moments, { limit, ms })).toBe(most > limit);
      },
    ),
    { numRuns: 2000 },
  );
});
