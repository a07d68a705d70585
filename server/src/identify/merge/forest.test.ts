import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planForest } from './forest.ts';

const edge = (id: number, aHome: number, bHome: number) => ({ id, aHome, bHome });
const under = (rootId: number, ...ids: readonly number[]) => ids.map((id) => ({ id, rootId }));

it('undoes merges in the middle and joins others, the lowest id of each tree leading', () => {
  const homes = [...under(1, 1, 2, 3, 4), ...under(5, 5)];
  const plan = planForest(homes, [edge(10, 1, 2), edge(11, 2, 3), edge(12, 3, 4)], new Set([11]), [{ aHome: 5, bHome: 4 }]);
  expect(plan).toEqual({
    trees: [
      [1, 2],
      [3, 4, 5],
    ],
    moves: [
      { id: 3, from: 1, to: 3 },
      { id: 4, from: 1, to: 3 },
      { id: 5, from: 5, to: 3 },
    ],
    merges: [{ join: { aHome: 5, bHome: 4 }, into: 3, from: 5 }],
  });
});

it('gives the root to others where its own home leaves the tree', () => {
  const plan = planForest(under(1, 1, 2, 3), [edge(10, 1, 2), edge(11, 2, 3)], new Set([10]), []);
  expect(plan.trees).toEqual([[1], [2, 3]]);
});

it('changes nothing without cuts and joins, and a join of what is one already is none', () => {
  const homes = under(1, 1, 2);
  const nothing = { trees: [], moves: [], merges: [] };
  expect(planForest(homes, [edge(10, 1, 2)], new Set(), [])).toEqual(nothing);
  expect(planForest(homes, [edge(10, 1, 2)], new Set(), [{ aHome: 2, bHome: 1 }])).toEqual(nothing);
});

it('puts every home under the lowest of those it hangs together with', () => {
  const pair = fc.tuple(fc.nat(9), fc.nat(9));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
      const homes = Array.from({ length: 10 }, (_, id) => ({ id, rootId: id }));
      const plan = planForest(
        homes,
        [],
        new Set(),
        pairs.map(([aHome, bHome]) => ({ aHome, bHome })),
      );
      const rootNow = new Map(homes.map(({ id }) => [id, plan.moves.find((move) => move.id === id)?.to ?? id]));
      for (const [a, b] of pairs) expect(rootNow.get(a)).toBe(rootNow.get(b));
      for (const tree of plan.trees) for (const id of tree) expect(rootNow.get(id)).toBe(Math.min(...tree));
      expect(plan.merges.length).toBe(plan.moves.length);
    }),
  );
});
