import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FlowAt } from './flow.read.ts';
import { funnelOf } from './funnel.ts';

const flow = (over: Partial<FlowAt>): FlowAt => ({ sourceId: 1, accepted: 0, passed: 0, drops: {}, parks: {}, mends: {}, ...over });
const of = (...rows: readonly FlowAt[]): ReadonlyMap<number, FlowAt> => new Map(rows.map((row) => [row.sourceId, row]));

it('tells what happened between two looks, what was mended meanwhile as less', () => {
  const before = of(flow({ accepted: 100, passed: 80, drops: { bot: 5 }, parks: { missing_id: 10 } }));
  const after = of(
    flow({ accepted: 160, passed: 140, drops: { bot: 5, duplicate: 9 }, parks: { missing_id: 4, too_deep: 2 } }),
    flow({ sourceId: 2, accepted: 7, passed: 7 }),
  );
  expect(funnelOf(before, after, (id) => id)).toEqual({
    before: 5,
    arrived: 67,
    stored: 67,
    dropped: 9,
    parked: -4,
    waiting: 0,
    drops: [{ reason: 'duplicate', events: 9 }],
    parks: [
      { reason: 'too_deep', events: 2 },
      { reason: 'missing_id', events: -6 },
    ],
    mends: [],
  });
});

it('adds up whatever the counters are', () => {
  const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(1000));
  const row = fc.record({
    sourceId: fc.constantFrom(1, 2, 3),
    accepted: fc.nat(10_000),
    passed: fc.nat(10_000),
    drops: counts,
    parks: counts,
    mends: fc.constant({}),
  });
  fc.assert(
    fc.property(fc.array(row), fc.array(row), (then, now) => {
      const after = of(...now);
      const before = new Map([...of(...then)].filter(([id]) => after.has(id)));
      const { before: was, arrived, stored, dropped, parked, waiting } = funnelOf(before, after, (id) => id);
      expect(was + arrived).toBe(stored + dropped + parked + waiting);
    }),
  );
});
