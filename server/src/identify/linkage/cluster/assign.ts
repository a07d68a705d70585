import { clusterLinks, type Link } from './cluster.ts';
import { cheapestAssignment } from './hungarian.ts';

/** Components beyond this many links are settled greedily: the exact way costs the cube of their size. */
const largestExact = 300;

/**
 * Groups records such that no file stands in a group twice. Between two files that is an assignment, and the one with the most bits in all is
 * taken (Jaro 1989), component by component; among more files the surest links come first.
 */
export function assignOneToOne(links: readonly Link[], fileOf: (record: number) => number): readonly (readonly number[])[] {
  const groups: (readonly number[])[] = [];
  for (const component of componentsOf(links)) {
    const files = new Set(component.flatMap(({ l, r }) => [fileOf(l), fileOf(r)]));
    if (component.length === 1 || files.size > 2 || component.length > largestExact) groups.push(...clusterLinks(component, { fileOf }).groups);
    else groups.push(...bestPairs(component, Math.min(...files), fileOf));
  }
  return groups.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

function componentsOf(links: readonly Link[]): readonly (readonly Link[])[] {
  const parent = new Map<number, number>();
  const find = (record: number): number => {
    let root = record;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = record; at !== root; ) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { l, r } of links) {
    const [a, b] = [find(l), find(r)];
    parent.set(Math.max(a, b), Math.min(a, b));
    if (!parent.has(Math.min(a, b))) parent.set(Math.min(a, b), Math.min(a, b));
  }
  const components = new Map<number, Link[]>();
  for (const link of links) {
    const root = find(link.l);
    const known = components.get(root);
    if (known === undefined) components.set(root, [link]);
    else known.push(link);
  }
  return [...components.values()];
}

/** The pairs of one component. What is no link brings nothing, and is dropped when it was assigned. */
function bestPairs(links: readonly Link[], firstFile: number, fileOf: (record: number) => number): readonly (readonly number[])[] {
  const sides = links.map(({ l, r, bits }) => (fileOf(l) === firstFile ? { left: l, right: r, bits } : { left: r, right: l, bits }));
  const lefts = [...new Set(sides.map(({ left }) => left))].toSorted((a, b) => a - b);
  const rights = [...new Set(sides.map(({ right }) => right))].toSorted((a, b) => a - b);
  const gain = new Map(sides.map(({ left, right, bits }) => [`${left} ${right}`, bits]));
  const gainOf = (row: number, column: number): number | undefined => gain.get(`${lefts[row]} ${rights[column]}`);
  const places = Array.from({ length: Math.max(lefts.length, rights.length) }, (_, place) => place);
  const columns = cheapestAssignment(places.map((row) => places.map((column) => -(gainOf(row, column) ?? 0))));
  return columns.flatMap((column, row): readonly (readonly number[])[] => {
    const [left, right] = [lefts[row], rights[column]];
    return left === undefined || right === undefined || gainOf(row, column) === undefined ? [] : [[left, right].toSorted((a, b) => a - b)];
  });
}
