type Label = string | number;

export interface PairScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** True pairs there are. */
  readonly links: number;
}

/** Pairwise precision and recall of groups against the truth, both given as a label for each record. */
export function scorePartition(truth: readonly Label[], groups: readonly Label[]): PairScore {
  const [people, clusters, both] = [new Map<Label, number>(), new Map<Label, number>(), new Map<string, number>()];
  const count = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);
  for (const [place, person] of truth.entries()) {
    const group = groups[place];
    if (group === undefined) continue;
    count(people, person);
    count(clusters, group);
    count(both, `${person} ${group}`);
  }
  const pairs = (map: ReadonlyMap<unknown, number>): number => [...map.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const [links, found, right] = [pairs(people), pairs(clusters), pairs(both)];
  const precision = found === 0 ? 1 : right / found;
  const recall = links === 0 ? 1 : right / links;
  return { precision, recall, f1: (2 * right) / Math.max(1, found + links), links };
}

/** The label of each record: the lowest record of its cluster, or itself. */
export function labelsOf(records: number, clusters: readonly (readonly number[])[]): readonly number[] {
  const labels = Array.from({ length: records }, (_, id) => id);
  for (const group of clusters) for (const id of group) labels[id] = group[0] ?? id;
  return labels;
}
