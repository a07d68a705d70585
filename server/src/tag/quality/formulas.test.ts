import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { informationOf, powerOf } from './information.ts';
import { driftOf, stabilityOf } from './stability.ts';

const counts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 });

describe('the population stability index', () => {
  it('is what the formula gives by hand', () => {
    const found = stabilityOf([10, 20, 30], [30, 20, 10]);
    const [few, many] = [10.5 / 61.5, 30.5 / 61.5];
    const byHand = (many - few) * Math.log(many / few) + (few - many) * Math.log(few / many);
    expect(found?.psi).toBeCloseTo(byHand, 12);
    expect(found?.psi).toBeCloseTo(0.693562, 6);
  });

  it('is the sum of both Kullback–Leibler divergences, never negative, the same both ways, and 0 of a thing with itself', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const [then, now] = [a.slice(0, b.length), b.slice(0, a.length)];
        const found = stabilityOf(then, now);
        if (found === null) return;
        const share = (values: readonly number[]): readonly number[] => {
          const sum = values.reduce((total, value) => total + value + 0.5, 0);
          return values.map((value) => (value + 0.5) / sum);
        };
        const divergence = (p: readonly number[], q: readonly number[]): number =>
          p.reduce((sum, value, index) => sum + value * (Math.log(value) - Math.log(q[index] ?? 1)), 0);
        expect(found.psi).toBeCloseTo(divergence(share(now), share(then)) + divergence(share(then), share(now)), 9);
        expect(found.psi).toBeGreaterThanOrEqual(-1e-12);
        expect(stabilityOf(now, then)?.psi).toBeCloseTo(found.psi, 9);
        expect(stabilityOf(then, then)?.psi).toBe(0);
      }),
    );
  });

  it('says nothing of an empty side', () => {
    expect([stabilityOf([0, 0], [1, 2]), stabilityOf([1], [0]), stabilityOf([], [])]).toEqual([null, null, null]);
    expect([0.05, 0.1, 0.2, 0.3].map(driftOf)).toEqual(['stable', 'shifting', 'shifting', 'shifted']);
  });
});

describe('the information value', () => {
  it('is what the formula gives by hand', () => {
    const found = informationOf([
      { count: 100, positives: 40 },
      { count: 100, positives: 10 },
    ]);
    const [p1, p2, n1, n2] = [40.5 / 51, 10.5 / 51, 60.5 / 151, 90.5 / 151];
    expect(found?.bins[0]?.woe).toBeCloseTo(Math.log(p1) - Math.log(n1), 12);
    expect(found?.value).toBeCloseTo((p1 - n1) * Math.log(p1 / n1) + (p2 - n2) * Math.log(p2 / n2), 12);
    expect(found?.value).toBeCloseTo(0.689583, 6);
  });

  it('does not hang on the order of bins, is never negative, and 0 where the goal is as frequent in every bin', () => {
    const bins = fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(bins, (pairs) => {
        const goal = pairs.map(([positives, negatives]) => ({ count: positives + negatives, positives }));
        const found = informationOf(goal);
        if (found === null) return;
        expect(found.value).toBeGreaterThanOrEqual(-1e-12);
        expect(informationOf(goal.toReversed())?.value).toBeCloseTo(found.value, 9);
      }),
    );
    expect(informationOf([1, 1, 1].map(() => ({ count: 20, positives: 10 })))?.value).toBe(0);
  });

  it('says nothing where nobody or everybody reached the goal', () => {
    expect([informationOf([{ count: 5, positives: 0 }]), informationOf([{ count: 5, positives: 5 }])]).toEqual([null, null]);
    expect([0.01, 0.05, 0.2, 0.4, 0.9].map(powerOf)).toEqual(['none', 'weak', 'medium', 'strong', 'suspicious']);
  });
});
