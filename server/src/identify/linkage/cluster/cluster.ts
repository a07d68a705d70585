/** A link between two records; `bits` say how sure. */
export interface Link {
  readonly l: number;
  readonly r: number;
  readonly bits: number;
}

export interface ClusterOptions {
  /** The file of each record, when no file holds a record twice. */
  readonly fileOf?: (record: number) => number;
}

/** Two groups become one when at least this share of the pairs between them is linked: one weak bridge is not enough. */
const leastSupport = 0.2;

/** Records with at least one link, by group; each group ascending, groups by their lowest record. Records without one are left out. */
export interface Clusters {
  readonly groups: readonly (readonly number[])[];
  /** Links whose groups stayed apart. */
  readonly refused: readonly Link[];
}

/**
 * Groups records by their links, the surest first. A link joins its two groups only when enough of the pairs between them are linked too
 * (average linkage), and when no file would stand in a group twice. Ties go by the records' numbers, so nothing depends on the order of links.
 */
export function clusterLinks(links: readonly Link[], options: ClusterOptions = {}): Clusters {
  const { fileOf } = options;
  const neighbours = new Map<number, number[]>();
  const note = (from: number, to: number): void => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [to]);
    else known.push(to);
  };
  for (const { l, r } of links) {
    note(l, r);
    note(r, l);
  }
  const groupOf = new Map<number, number>();
  const members = new Map<number, readonly number[]>();
  for (const record of neighbours.keys()) {
    groupOf.set(record, record);
    members.set(record, [record]);
  }
  const between = (small: readonly number[], other: number): number => {
    let found = 0;
    for (const record of small) for (const to of neighbours.get(record) ?? []) if (groupOf.get(to) === other) found++;
    return found;
  };
  const refused: Link[] = [];
  for (const link of links.toSorted((a, b) => b.bits - a.bits || a.l - b.l || a.r - b.r)) {
    const [left = link.l, right = link.r] = [groupOf.get(link.l), groupOf.get(link.r)];
    if (left === right) continue;
    const [a = [], b = []] = [members.get(left), members.get(right)];
    const [small, large, other] = a.length <= b.length ? [a, b, right] : [b, a, left];
    const isAllowed =
      (fileOf === undefined || areDisjoint(small, large, fileOf)) &&
      (large.length === 1 || between(small, other) >= leastSupport * small.length * large.length);
    if (!isAllowed) {
      refused.push(link);
      continue;
    }
    const gone = other === left ? right : left;
    for (const record of small) groupOf.set(record, other);
    members.set(other, [...large, ...small]);
    members.delete(gone);
  }
  const groups = [...members.values()].filter((group) => group.length > 1).map((group) => group.toSorted((a, b) => a - b));
  return { groups: groups.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)), refused };
}

function areDisjoint(small: readonly number[], large: readonly number[], fileOf: (record: number) => number): boolean {
  const files = new Set(large.map(fileOf));
  return small.every((record) => !files.has(fileOf(record)));
}
