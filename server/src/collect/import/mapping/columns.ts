import { nearest } from '#kernel';
import type { FaultList } from './faults.ts';

/** Which columns a mapping reads, and where in the mapping. */
export interface ColumnUses {
  add(column: string, path: string): void;
  /** Column → JSON Pointers, in the order of the mapping. */
  readonly byColumn: ReadonlyMap<string, readonly string[]>;
}

export function columnUses(): ColumnUses {
  const byColumn = new Map<string, string[]>();
  return {
    byColumn,
    add: (column, path) => {
      const paths = byColumn.get(column);
      if (paths === undefined) byColumn.set(column, [path]);
      else paths.push(path);
    },
  };
}

/** Faults of a mapping that names columns which the file does not have, or has twice. */
export function checkColumns(uses: ColumnUses, header: readonly string[], faults: FaultList): void {
  for (const [column, paths] of uses.byColumn) {
    const count = header.filter((name) => name === column).length;
    for (const path of paths) {
      if (count === 0)
        faults.add(
          path,
          'unknown_column',
          `the file has no column "${column}"; it has ${header
            .map((name) => `"${name}"`)
            .join(', ')
            .slice(0, 500)}`,
          nearest(column, header),
        );
      if (count > 1) faults.add(path, 'ambiguous_column', `the file has ${count} columns "${column}"`);
    }
  }
}
