/** Sets that grow together: which of many numbered things belong to one part. */
export interface Parts {
  /** The number of a new thing, a part of its own. */
  add(): number;
  join(a: number, b: number): void;
  partOf(thing: number): number;
}

/** Union by halving paths (Tarjan and van Leeuwen 1984): as good as constant time a call. */
export function createParts(): Parts {
  const above: number[] = [];
  const partOf = (thing: number): number => {
    let at = thing;
    for (;;) {
      const next = above[at] ?? at;
      if (next === at) return at;
      const further = above[next] ?? next;
      above[at] = further;
      at = further;
    }
  };
  return {
    add: () => above.push(above.length) - 1,
    join: (a, b) => {
      above[partOf(b)] = partOf(a);
    },
    partOf,
  };
}
