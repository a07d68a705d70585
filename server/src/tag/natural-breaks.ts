/** Values that count as one: their mean and greatest value, and how many they are. */
export interface Clump {
  readonly mean: number;
  readonly high: number;
  readonly weight: number;
}

/**
 * The borders that part ascending values into so many classes with the least sum of squares within them: the greatest value of every class but the
 * last. Exact, by dynamic programming (Fisher, "On grouping for maximum homogeneity", JASA 1958; known from maps as Jenks' natural breaks).
 * Where there are fewer clumps than classes, the upper classes are empty: their border is the greatest value of all.
 */
export function naturalBreaks(clumps: readonly Clump[], classes: number): readonly number[] {
  const n = clumps.length;
  const k = Math.min(classes, n);
  const breaks = k < 2 ? [] : bestEnds(clumps, k).map((end) => clumps[end - 1]?.high ?? 0);
  const rest = clumps.at(-1)?.high ?? 0;
  return [...breaks, ...Array.from({ length: classes - 1 - breaks.length }, () => rest)];
}

/** After how many clumps each class but the last ends. */
function bestEnds(clumps: readonly Clump[], k: number): readonly number[] {
  const n = clumps.length;
  const spread = within(clumps);
  // cost[i]: the least sum of squares of the first i clumps in as many classes as the row says; from[row][i]: where the last of those begins.
  let cost = Float64Array.from({ length: n + 1 }, (_, i) => spread(0, i));
  const from: Uint32Array[] = [];
  for (let row = 2; row <= k; row++) {
    const next = new Float64Array(n + 1).fill(Infinity);
    const begins = new Uint32Array(n + 1);
    for (let i = row; i <= n; i++) {
      for (let j = row - 1; j < i; j++) {
        const total = (cost[j] ?? 0) + spread(j, i);
        if (total < (next[i] ?? 0)) {
          next[i] = total;
          begins[i] = j;
        }
      }
    }
    from.push(begins);
    cost = next;
  }
  const ends: number[] = [];
  let end = n;
  for (const begins of from.toReversed()) {
    end = begins[end] ?? 0;
    ends.unshift(end);
  }
  return ends;
}

/** The weighted sum of squares around their mean of the clumps from one place up to another. Values are scaled to 0…1 first, for the digits' sake. */
function within(clumps: readonly Clump[]): (from: number, to: number) => number {
  const low = clumps[0]?.mean ?? 0;
  const width = (clumps.at(-1)?.mean ?? 0) - low || 1;
  const [weights, sums, squares] = [[0], [0], [0]];
  clumps.forEach(({ mean, weight }, index) => {
    const value = (mean - low) / width;
    weights.push((weights[index] ?? 0) + weight);
    sums.push((sums[index] ?? 0) + weight * value);
    squares.push((squares[index] ?? 0) + weight * value * value);
  });
  const between = (list: readonly number[], from: number, to: number): number => (list[to] ?? 0) - (list[from] ?? 0);
  return (from, to) => {
    const weight = between(weights, from, to);
    return weight === 0 ? 0 : Math.max(0, between(squares, from, to) - between(sums, from, to) ** 2 / weight);
  };
}
