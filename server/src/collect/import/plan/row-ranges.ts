/** Ascending row numbers as pairs [from, to, from, to, …]: the rows of one group mostly stand together. */
export type RowRanges = readonly number[];

export function addRow(ranges: number[], row: number): void {
  if (ranges.length > 0 && ranges.at(-1) === row - 1) ranges[ranges.length - 1] = row;
  else ranges.push(row, row);
}

export function countRows(ranges: RowRanges): number {
  let count = 0;
  for (let index = 0; index < ranges.length; index += 2) count += (ranges[index + 1] ?? 0) - (ranges[index] ?? 0) + 1;
  return count;
}

/** The first `limit` row numbers. */
export function firstRows(ranges: RowRanges, limit: number): readonly number[] {
  const rows: number[] = [];
  for (let index = 0; index < ranges.length && rows.length < limit; index += 2) {
    const to = ranges[index + 1] ?? 0;
    for (let row = ranges[index] ?? 0; row <= to && rows.length < limit; row++) rows.push(row);
  }
  return rows;
}
