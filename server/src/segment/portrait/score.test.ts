import { expect, it } from 'vitest';
import { contrastOf, type Sides, testAttribute, withQ } from './score.ts';

const everyone: Sides = { inside: 100, base: 1000, both: 100 };

it('is the pooled two-proportion test against the rest when the base is everyone', () => {
  // 30 of 100 inside, 100 of the other 900; SciPy: z = 5.328394412248089
  const contrast = contrastOf({ inside: 30, base: 130, both: 30 }, everyone);
  expect(contrast.z).toBeCloseTo(5.328394412248089, 10);
  expect([contrast.insideShare, contrast.baseShare, contrast.index]).toEqual([0.3, 0.13, (0.3 / 0.13) * 100]);
});

it('is the same test of two groups without overlap', () => {
  expect(contrastOf({ inside: 30, base: 100, both: 0 }, { inside: 100, base: 900, both: 0 }).z).toBeCloseTo(5.328394412248089, 10);
});

it('is Pearson’s chi-square of the segment against the rest over the buckets of an attribute', () => {
  // scipy.stats.chi2_contingency([[30, 50, 20], [100, 500, 300]]): 30.2059, p = 2.7597581470407297e-07
  const buckets = [
    { inside: 30, base: 130, both: 30 },
    { inside: 50, base: 550, both: 50 },
    { inside: 20, base: 320, both: 20 },
  ];
  expect(testAttribute(buckets, everyone, true).p).toBeCloseTo(2.7597581470407297e-7, 15);
});

it('takes the strongest element of lists, times their number', () => {
  const buckets = [
    { inside: 30, base: 130, both: 30 },
    { inside: 50, base: 550, both: 50 },
  ];
  const [first] = buckets;
  if (first === undefined) throw new Error('no bucket');
  const contrast = contrastOf(first, everyone);
  expect(testAttribute(buckets, everyone, false).p).toBeCloseTo(contrast.p * 2, 12);
});

it('finds nothing where the segment is everyone or nobody', () => {
  for (const sides of [
    { inside: 10, base: 10, both: 10 },
    { inside: 0, base: 10, both: 0 },
  ]) {
    const counts = { inside: Math.min(5, sides.inside), base: 5, both: Math.min(5, sides.both) };
    expect(contrastOf(counts, sides)).toMatchObject({ z: 0, p: 1 });
    expect(testAttribute([counts], sides, true).p).toBe(1);
  }
});

it('has no index where the base has nobody, and says where few are expected', () => {
  expect(contrastOf({ inside: 2, base: 0, both: 0 }, { inside: 100, base: 900, both: 0 })).toMatchObject({ index: null, isSparse: true });
  expect(contrastOf({ inside: 30, base: 130, both: 30 }, everyone).isSparse).toBe(false);
});

it('does not call noise significant: of groups drawn at random few differ', () => {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const tests = Array.from({ length: 200 }, () => {
    const people = Array.from({ length: 400 }, () => ({ inside: random() < 0.3, has: random() < 0.4 }));
    const count = (wanted: (person: { inside: boolean; has: boolean }) => boolean): number => people.filter(wanted).length;
    const inside = count((person) => person.inside);
    const has = count((person) => person.inside && person.has);
    return contrastOf({ inside: has, base: count((person) => person.has), both: has }, { inside, base: 400, both: inside });
  });
  const low = tests.filter(({ p }) => p < 0.05).length;
  expect(low).toBeGreaterThan(1);
  expect(low).toBeLessThan(25);
  expect(withQ(tests).filter(({ q }) => q < 0.05).length).toBeLessThanOrEqual(2);
});
