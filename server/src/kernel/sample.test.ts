import { describe, expect, it } from 'vitest';
import { sampleLimit, samplePlace, seedOf } from './sample.ts';

describe('a sample', () => {
  it('is as large as asked, for every seed', () => {
    for (const seed of ['spring', 'autumn', '']) {
      const places = Array.from({ length: 20_000 }, (_, index) => samplePlace(index + 1, seedOf(seed)));
      const tenth = places.filter((place) => place < sampleLimit(10)).length / places.length;
      expect(Math.abs(tenth - 0.1)).toBeLessThan(0.01);
      expect(new Set(places).size).toBe(places.length);
    }
  });
  it('of one seed says nothing of another seed', () => {
    const [a, b] = [seedOf('a'), seedOf('b')];
    const half = sampleLimit(50);
    const both = Array.from({ length: 20_000 }, (_, index) => index + 1).filter((id) => samplePlace(id, a) < half && samplePlace(id, b) < half).length;
    expect(Math.abs(both / 20_000 - 0.25)).toBeLessThan(0.02);
  });
  it('of a hundred percent is everybody, the last place too', () => {
    expect(sampleLimit(100)).toBe(2n ** 64n);
  });
});
