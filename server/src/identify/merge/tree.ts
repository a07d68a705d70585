/** A merge that stands: the edge between two homes. */
export interface TreeEdge {
  readonly id: number;
  readonly aHome: number;
  readonly bHome: number;
}

/**
 * The homes on both sides of one edge of a tree, each side ascending. `edges`: of one root, the cut one among them. Every merge joined two parts, so the edges
 * have no cycle, and without this one exactly two parts are left.
 */
export function sidesOf(edges: readonly TreeEdge[], cut: TreeEdge): { readonly a: readonly number[]; readonly b: readonly number[] } {
  const neighbours = new Map<number, number[]>();
  const join = (from: number, to: number): void => {
    const list = neighbours.get(from);
    if (list === undefined) neighbours.set(from, [to]);
    else list.push(to);
  };
  for (const { id, aHome, bHome } of edges) {
    if (id === cut.id) continue;
    join(aHome, bHome);
    join(bHome, aHome);
  }
  const reached = (start: number): readonly number[] => {
    const seen = new Set([start]);
    for (const home of seen) for (const next of neighbours.get(home) ?? []) seen.add(next);
    return [...seen].sort((x, y) => x - y);
  };
  return { a: reached(cut.aHome), b: reached(cut.bHome) };
}
