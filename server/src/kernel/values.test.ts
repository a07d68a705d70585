import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, numberOf, quantileSeven, roundSix } from './values.ts';

describe('a stored text', () => {
  it('is a number only when all of it is written as one', () => {
    expect(['1', '01', '+5', '-0.5', '1e2', '1E-2', '1.50'].map(numberOf)).toEqual([1, 1, 5, -0.5, 100, 0.01, 1.5]);
    for (const text of ['', ' 1', '1 ', '1.', '.5', '0x1', 'NaN', 'inf', '1e', '1_000', '１', '1\n']) expect(numberOf(text), text).toBeNull();
  });
  it('is compared by code point, as UTF-8 bytes are', () => {
    expect(compareText('\uFFFD', '😀')).toBeLessThan(0);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});

describe('rounding to six decimals', () => {
  it('takes away what the order of a sum leaves', () => {
    expect(roundSix(0.1 + 0.2)).toBe(0.3);
    expect(roundSix(8832003.270000001)).toBe(8832003.27);
  });
  it('leaves large, infinite and undefined numbers alone', () => {
    for (const value of [1e300, -1e16, Number.POSITIVE_INFINITY, Number.NaN]) expect(roundSix(value)).toBe(value);
  });
  it('never moves a number by more than half a millionth', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        expect(Math.abs(roundSix(value) - value)).toBeLessThanOrEqual(6e-7);
      }),
    );
  });
});

describe('the type-7 quantile', () => {
  it('is linear between the two nearest ranks', () => {
    expect(quantileSeven([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileSeven([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.85)).toBe(8.5);
    expect(quantileSeven([7], 0.2)).toBe(7);
    expect(quantileSeven([], 0.2)).toBeNull();
  });
});
