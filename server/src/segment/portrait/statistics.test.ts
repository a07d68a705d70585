import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, chiSquareTail, logGamma, twoSided } from './statistics.ts';

const near = (value: number, expected: number): void => expect(Math.abs(value - expected)).toBeLessThan(1e-11 * Math.abs(expected) + 1e-300);

describe('tails', () => {
  // Reference values: SciPy 1.17 (stats.chi2.sf, 2 * stats.norm.sf, special.gammaln).
  it.each([
    [0.1, 1, 0.7518296340458492],
    [3.84145882069412, 1, 0.05000000000000028],
    [10, 4, 0.04042768199451279],
    [0.5, 9, 0.9999695662588389],
    [45, 50, 0.6737931127530087],
    [100, 3, 1.5541594313896026e-21],
    [700, 5, 4.911986103573117e-149],
  ])('of chi-square at %d with %d degrees', (x, degrees, expected) => near(chiSquareTail(x, degrees), expected));

  it.each([
    [0, 1],
    [1, 0.31731050786291415],
    [-1.96, 0.04999579029644087],
    [5, 5.733031437583866e-7],
    [20, 5.507248237212311e-89],
  ])('of the normal at %d, both sides', (z, expected) => near(twoSided(z), expected));

  it.each([
    [0.1, 2.252712651734206],
    [2.5, 0.2846828704729192],
    [100.5, 361.43554046777757],
  ])('of ln Γ at %d', (x, expected) => near(logGamma(x), expected));

  it('fall as the statistic rises', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (x, more, degrees) => {
          expect(chiSquareTail(x + more, degrees)).toBeLessThanOrEqual(chiSquareTail(x, degrees) * (1 + 1e-12));
        },
      ),
    );
  });
});

describe('adjustment for many tests', () => {
  it('is the step-up procedure', () => {
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.5, 0.04]);
    [0.03, 0.048, 0.048, 0.03, 0.5, 0.048].forEach((expected, index) => expect(adjusted[index]).toBeCloseTo(expected, 12));
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('never makes a finding stronger, and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 }), (ps) => {
        const adjusted = benjaminiHochberg(ps);
        ps.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          ps.forEach((other, j) => p < other && expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? -1));
        });
      }),
    );
  });
});
