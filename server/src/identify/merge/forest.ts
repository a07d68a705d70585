import { rootOf } from '../root-of.ts';
import type { TreeEdge } from './tree.ts';

/** A profile id and the root it leads to. */
export interface HomePlace {
  readonly id: number;
  readonly rootId: number;
}

/** Homes under one root, ascending: the first is the root. */
type Tree = readonly number[];

/** What becomes of whole roots when merges are undone and others are made. */
export interface ForestPlan<Join> {
  /** Roots that are other homes' than before, ascending. */
  readonly trees: readonly Tree[];
  /** Homes that get another root. */
  readonly moves: readonly { readonly id: number; readonly from: number; readonly to: number }[];
  /** Joins that put two together, with the roots of that moment; the others were one already. */
  readonly merges: readonly { readonly join: Join; readonly into: number; readonly from: number }[];
}

/**
 * Takes edges out of a forest, then puts others in, in their order. `homes`: every home of the roots that this touches; `standing`: every merge of theirs that stands. The lowest
 * id of a tree is its root.
 */
export function planForest<Join extends Pick<TreeEdge, 'aHome' | 'bHome'>>(
  homes: readonly HomePlace[],
  standing: readonly TreeEdge[],
  cuts: ReadonlySet<number>,
  joins: readonly Join[],
): ForestPlan<Join> {
  const parents = new Map<number, number>();
  const unite = ({ aHome, bHome }: Pick<TreeEdge, 'aHome' | 'bHome'>): { into: number; from: number } | undefined => {
    const [a, b] = [rootOf(parents, aHome), rootOf(parents, bHome)];
    if (a === b) return undefined;
    const [into, from] = a < b ? [a, b] : [b, a];
    parents.set(from, into);
    return { into, from };
  };
  for (const edge of standing) if (!cuts.has(edge.id)) unite(edge);
  const merges = joins.flatMap((join) => {
    const united = unite(join);
    return united === undefined ? [] : [{ join, ...united }];
  });
  const moves = homes.map(({ id, rootId }) => ({ id, from: rootId, to: rootOf(parents, id) })).filter(({ from, to }) => from !== to);
  const changed = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const trees = [...Map.groupBy(homes, ({ id }) => rootOf(parents, id))]
    .filter(([root]) => changed.has(root))
    .map(([, tree]) => tree.map(({ id }) => id).sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  return { trees, moves, merges };
}
