import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignOneToOne } from './assign.ts';
import { clusterLinks, type Link } from './cluster.ts';

const clique = (records: readonly number[], bits: number): readonly Link[] =>
  records.flatMap((l, place) => records.slice(place + 1).map((r): Link => ({ l, r, bits })));

describe('clusters', () => {
  it('joins what hangs together by many links, though some are missing', () => {
    const links = clique([1, 2, 3, 4], 10).filter(({ l, r }) => !(l === 1 && r === 4));
    expect(clusterLinks(links).groups).toEqual([[1, 2, 3, 4]]);
  });

  it('is not glued by one weak bridge, and says which link it refused', () => {
    const bridge = { l: 3, r: 4, bits: 1 };
    const { groups, refused } = clusterLinks([...clique([1, 2, 3], 10), ...clique([4, 5, 6], 10), bridge]);
    expect(groups).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(refused).toEqual([bridge]);
  });

  it('does not follow a long chain to its end', () => {
    const chain = Array.from({ length: 60 }, (_, n): Link => ({ l: n, r: n + 1, bits: 5 }));
    expect(Math.max(...clusterLinks(chain).groups.map(({ length }) => length))).toBeLessThan(12);
  });

  it('does not depend on the order of the links', () => {
    const link = fc.record({ l: fc.integer({ min: 0, max: 12 }), r: fc.integer({ min: 13, max: 25 }), bits: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(fc.uniqueArray(link, { maxLength: 40, selector: ({ l, r }) => `${l} ${r}` }), fc.nat(), (links, turn) => {
        const turned = [...links.slice(turn % (links.length + 1)), ...links.slice(0, turn % (links.length + 1))].toReversed();
        expect(clusterLinks(turned).groups).toEqual(clusterLinks(links).groups);
      }),
    );
  });
});

describe('one to one', () => {
  const fileOf = (record: number): number => (record < 100 ? 0 : 1);

  it('takes the assignment with the most bits, not the surest link first', () => {
    const links = [
      { l: 1, r: 101, bits: 10 },
      { l: 1, r: 102, bits: 9 },
      { l: 2, r: 101, bits: 9 },
    ];
    expect(assignOneToOne(links, fileOf)).toEqual([
      [1, 102],
      [2, 101],
    ]);
  });

  it('never puts two records of a file together and is as good as trying everything', () => {
    const link = fc.record({ l: fc.integer({ min: 0, max: 4 }), r: fc.integer({ min: 100, max: 104 }), bits: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(fc.uniqueArray(link, { minLength: 1, maxLength: 14, selector: ({ l, r }) => `${l} ${r}` }), (links) => {
        const bits = new Map(links.map((each) => [`${each.l} ${each.r}`, each.bits]));
        const groups = assignOneToOne(links, fileOf);
        expect(new Set(groups.flat()).size).toBe(groups.flat().length);
        expect(groups.every(([l = -1, r = -1, ...rest]) => rest.length === 0 && fileOf(l) !== fileOf(r))).toBe(true);
        expect(groups.reduce((sum, [l, r]) => sum + (bits.get(`${l} ${r}`) ?? NaN), 0)).toBe(bestByTrying(links));
      }),
      { numRuns: 300 },
    );
  });

  it('groups records of three files, at most one of each', () => {
    const links = [
      { l: 1, r: 101, bits: 9 },
      { l: 101, r: 201, bits: 8 },
      { l: 1, r: 201, bits: 7 },
      { l: 2, r: 201, bits: 6 },
    ];
    expect(assignOneToOne(links, (record) => Math.floor(record / 100))).toEqual([[1, 101, 201]]);
  });
});

function bestByTrying(links: readonly Link[]): number {
  const [first, ...rest] = links;
  if (first === undefined) return 0;
  const taken = first.bits + bestByTrying(rest.filter(({ l, r }) => l !== first.l && r !== first.r));
  return Math.max(taken, bestByTrying(rest));
}
