import { describe, expect, it } from 'vitest';
import { drawBeta } from './beta.ts';
import { randomFrom } from '#kernel';
import { estimateQuality, type JudgedStratum } from './estimate.ts';

const stratum = (from: number, pairs: number, matches: number, judged = 0, same = 0): JudgedStratum => ({ from, pairs, matches, judged, same });

describe('an estimate', () => {
  it('is what the model believes, while nobody has judged', () => {
    const { precision, recall } = estimateQuality([stratum(0, 1000, 10), stratum(0.9, 100, 95)], 0.9);
    expect(precision.value).toBeCloseTo(0.95, 6);
    expect(recall.value).toBeCloseTo(95 / 105, 6);
  });

  it('follows the verdicts, and is the surer the more there are', () => {
    const few = estimateQuality([stratum(0, 1000, 0), stratum(0.9, 100, 99, 10, 8)], 0.9).precision;
    const many = estimateQuality([stratum(0, 1000, 0), stratum(0.9, 100, 99, 1000, 800)], 0.9).precision;
    expect(many.value).toBeCloseTo(0.8, 2);
    expect(many.low).toBeLessThan(0.8);
    expect(many.high).toBeGreaterThan(0.8);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
    expect(many.high - many.low).toBeCloseTo(2 * 1.96 * Math.sqrt((0.8 * 0.2) / 1000), 2);
  });

  it('does not let a stratum of millions without a match drown recall', () => {
    const { recall } = estimateQuality([stratum(0, 5_000_000, 50, 100, 0), stratum(0.9, 10_000, 9_900, 100, 100)], 0.9);
    expect(recall.low).toBeGreaterThan(0.9);
  });

  it('holds the truth in about nineteen of twenty samples', () => {
    const random = randomFrom(7);
    const shares = [0.002, 0.4, 0.97];
    const sizes = [20_000, 400, 1_500];
    const matches = shares.map((share, place) => share * (sizes[place] ?? 0));
    const truth = (matches[2] ?? 0) / matches.reduce((sum, count) => sum + count, 0);
    let held = 0;
    for (let trial = 0; trial < 100; trial++) {
      const strata = shares.map((share, place) => {
        const same = Array.from({ length: 100 }, () => random()).filter((x) => x < share).length;
        return stratum([0, 0.2, 0.9][place] ?? 0, sizes[place] ?? 0, matches[place] ?? 0, 100, same);
      });
      const { recall } = estimateQuality(strata, 0.9);
      if (recall.low <= truth && truth <= recall.high) held++;
    }
    expect(held).toBeGreaterThan(85);
  });
});

it('draws of the beta distribution have its mean and variance', () => {
  for (const [a, b] of [
    [0.3, 2],
    [5, 1],
    [40, 60],
  ] as const) {
    const random = randomFrom(3);
    const drawn = Array.from({ length: 20_000 }, () => drawBeta(a, b, random));
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    expect(mean).toBeCloseTo(a / (a + b), 2);
    expect(variance).toBeCloseTo((a * b) / ((a + b) ** 2 * (a + b + 1)), 2);
  }
});
