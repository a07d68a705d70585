/** Roots that links between them may bring together: what is re-derived apart from everything else. */
export interface Components {
  /** Everybody who belongs together with this root when it is the lowest of them; empty when another is. */
  membersOf(root: number): readonly number[];
}

/** `groups`: roots that some link names together. */
export function componentsOf(groups: Iterable<readonly number[]>): Components {
  const parents = new Map<number, number>();
  const lowest = (root: number): number => {
    let found = root;
    for (let parent = parents.get(found); parent !== undefined; parent = parents.get(found)) found = parent;
    // Shortened, so that long chains are walked once.
    for (let at = root; at !== found; ) {
      const next = parents.get(at) ?? found;
      parents.set(at, found);
      at = next;
    }
    return found;
  };
  const named = new Set<number>();
  for (const group of groups) {
    for (const root of group) named.add(root);
    const tops = [...new Set(group.map(lowest))].sort((a, b) => a - b);
    const [first, ...others] = tops;
    if (first !== undefined) for (const other of others) parents.set(other, first);
  }
  const members = Map.groupBy([...named], lowest);
  return { membersOf: (root) => members.get(root) ?? (named.has(root) ? [] : [root]) };
}
