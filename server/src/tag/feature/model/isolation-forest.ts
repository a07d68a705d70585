import { randomFrom } from '#kernel';

/** Rows by column: `columns[feature][row]`, no NaN. */
export type Points = readonly Float64Array[];

const treeCount = 100;
const drawnRows = 256;
const euler = 0.577_215_664_901_532_9;

/** c(n), the mean length of an unsuccessful search in a binary tree of n points: Liu, Ting, Zhou, "Isolation Forest" (ICDM 2008), equation 1. */
export function meanPath(points: number): number {
  if (points < 2) return 0;
  return points === 2 ? 1 : 2 * (Math.log(points - 1) + euler) - (2 * (points - 1)) / points;
}

/** Nodes of a tree side by side; a leaf has `feature` −1 and in `threshold` how long a path that ends there is taken to be. */
interface Tree {
  readonly feature: Int16Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

export interface Forest {
  readonly trees: number;
  /** How many rows each tree was grown on. */
  readonly drawn: number;
  /** 2^(−E h(x) / c(ψ)), from 0 to 1: near 1 far from the others, below 0.5 among them (equation 2). */
  scores(points: Points, rows: number): Float64Array;
}

/** A forest of 100 trees, each grown on 256 drawn rows up to the height at which an average point would be alone. The same for the same points and seed. */
export function growForest(points: Points, rows: number, seed: number): Forest {
  const random = randomFrom(seed);
  const drawn = Math.min(drawnRows, rows);
  const trees = Array.from({ length: treeCount }, () => growTree(points, draw(rows, drawn, random), random));
  const unit = meanPath(drawn);
  return {
    trees: treeCount,
    drawn,
    scores: (asked, count) => {
      const lengths = new Float64Array(count);
      // Tree by tree: one fits into the processor's nearest memory, all of them do not.
      for (const tree of trees) addLengths(tree, asked, lengths);
      return lengths.map((length) => (unit === 0 ? 0 : 2 ** (-length / treeCount / unit)));
    },
  };
}

/** So many different rows of all (Floyd's algorithm: Bentley & Floyd, CACM 30, 1987). */
function draw(rows: number, count: number, random: () => number): readonly number[] {
  const chosen = new Set<number>();
  for (let last = rows - count; last < rows; last++) {
    const row = Math.floor(random() * (last + 1));
    chosen.add(chosen.has(row) ? last : row);
  }
  return [...chosen];
}

function growTree(points: Points, rows: readonly number[], random: () => number): Tree {
  const most = 2 * rows.length;
  const tree = { feature: new Int16Array(most).fill(-1), threshold: new Float64Array(most), left: new Int32Array(most), right: new Int32Array(most) };
  const highest = Math.ceil(Math.log2(Math.max(2, rows.length)));
  let nodes = 0;
  const grow = (inside: readonly number[], depth: number): number => {
    const node = nodes++;
    const split = depth < highest && inside.length > 1 ? splitOf(points, inside, random) : null;
    if (split === null) {
      tree.threshold[node] = depth + meanPath(inside.length);
      return node;
    }
    const column = points[split.feature] ?? new Float64Array();
    tree.feature[node] = split.feature;
    tree.threshold[node] = split.at;
    const isLeft = (row: number): boolean => (column[row] ?? 0) < split.at;
    tree.left[node] = grow(inside.filter(isLeft), depth + 1);
    tree.right[node] = grow(
      inside.filter((row) => !isLeft(row)),
      depth + 1,
    );
    return node;
  };
  grow(rows, 0);
  return tree;
}

/** A place between the least and the greatest of some feature in which the rows differ; null where they are all alike. */
function splitOf(points: Points, rows: readonly number[], random: () => number): { readonly feature: number; readonly at: number } | null {
  const ranges = points.flatMap((column, feature) => {
    let [low, high] = [Infinity, -Infinity];
    for (const row of rows) {
      const value = column[row] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return high > low ? [{ feature, low, high }] : [];
  });
  const chosen = ranges[Math.floor(random() * ranges.length)];
  if (chosen === undefined) return null;
  const at = chosen.low + random() * (chosen.high - chosen.low);
  // Never the least itself: it would leave one side empty.
  return { feature: chosen.feature, at: at > chosen.low ? at : chosen.high };
}

function addLengths({ feature, threshold, left, right }: Tree, points: Points, lengths: Float64Array): void {
  for (let row = 0; row < lengths.length; row++) {
    let node = 0;
    for (let at = feature[0] ?? -1; at >= 0; at = feature[node] ?? -1)
      node = ((points[at]?.[row] ?? 0) < (threshold[node] ?? 0) ? left[node] : right[node]) ?? 0;
    lengths[row] = (lengths[row] ?? 0) + (threshold[node] ?? 0);
  }
}
