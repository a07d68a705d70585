import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, isTemporary, retryAfterMs } from './backoff.ts';

describe('the pause before the next attempt', () => {
  it('doubles from a second to five minutes, at least half of it certain', () => {
    expect([0, 1, 2, 3].map((attempt) => backoffMs(attempt, 0))).toEqual([500, 1000, 2000, 4000]);
    expect(backoffMs(30, 0)).toBe(150_000);
    expect(backoffMs(2000, 0.999)).toBeLessThan(300_000);
  });

  it('is spread by chance, and never shorter than the one before it could be', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const pause = backoffMs(attempt, random);
        expect(pause).toBeGreaterThanOrEqual(backoffMs(attempt, 0));
        expect(pause).toBeLessThan(2 * backoffMs(attempt, 0));
      }),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  it.each([
    ['3', 3_000],
    ['0', 0],
    ['-5', 0],
    [null, 0],
    ['', 0],
    ['soon', 0],
    ['Sun, 22 Nov 2026 12:00:07 GMT', 7_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['999999999', 3_600_000],
  ])('%j asks for %d ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});

it('knows which answers are for good', () => {
  expect([404, 408, 425, 429, 500, 502, 503, 504].filter((status) => !isTemporary(status))).toEqual([]);
  expect([400, 401, 403, 405, 413, 422].filter(isTemporary)).toEqual([]);
});
