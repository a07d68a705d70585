/**
 * The assignment of rows to columns with the least cost: the Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(n³).
 * `cost` is square; gives the column of each row.
 */
export function cheapestAssignment(cost: readonly (readonly number[])[]): readonly number[] {
  const size = cost.length;
  const zeros = (): number[] => Array.from({ length: size + 1 }, () => 0);
  // Rows and columns count from 1; column 0 is where the row that is being placed waits.
  const [rowPotential, columnPotential, rowOf] = [zeros(), zeros(), zeros()];
  const at = (list: readonly number[], place: number): number => list[place] ?? 0;

  /** Shortest way from the waiting row to a free column; gives that column and the way back. */
  function shortestWay(): { readonly end: number; readonly from: readonly number[] } {
    const least = Array.from({ length: size + 1 }, () => Infinity);
    const from = zeros();
    const isReached = Array.from({ length: size + 1 }, () => false);
    let column = 0;
    while (at(rowOf, column) !== 0) {
      isReached[column] = true;
      const row = at(rowOf, column);
      let nearest = 0;
      let step = Infinity;
      for (let other = 1; other <= size; other++) {
        if (isReached[other] === true) continue;
        const reduced = at(cost[row - 1] ?? [], other - 1) - at(rowPotential, row) - at(columnPotential, other);
        if (reduced < (least[other] ?? Infinity)) [least[other], from[other]] = [reduced, column];
        if ((least[other] ?? Infinity) < step) [step, nearest] = [least[other] ?? Infinity, other];
      }
      shift(isReached, least, step);
      column = nearest;
    }
    return { end: column, from };
  }

  function shift(isReached: readonly boolean[], least: number[], step: number): void {
    for (let column = 0; column <= size; column++) {
      if (isReached[column] === true) {
        const row = at(rowOf, column);
        rowPotential[row] = at(rowPotential, row) + step;
        columnPotential[column] = at(columnPotential, column) - step;
      } else least[column] = (least[column] ?? Infinity) - step;
    }
  }

  for (let row = 1; row <= size; row++) {
    rowOf[0] = row;
    const { end, from } = shortestWay();
    for (let column = end; column !== 0; column = at(from, column)) rowOf[column] = at(rowOf, at(from, column));
  }
  const columns = Array.from({ length: size }, () => 0);
  for (const [column, row] of rowOf.entries()) if (column > 0 && row > 0) columns[row - 1] = column - 1;
  return columns;
}
