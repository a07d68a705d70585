import { Fault } from '#kernel';
import type { SqlRow } from './column.ts';

export interface BorderRules {
  /** Whether a read that begins after the first of two neighbours has the second. */
  isApart(before: SqlRow, after: SqlRow): boolean;
  /** The groups of a row; rows of one group make one message. */
  groupsOf(row: SqlRow): readonly string[];
  /** So many rows after a border are looked at for one that belongs to a group before it: lines of two orders that were written at the same time stand between each other. */
  readonly ahead: number;
}

/** `enough`: the slice may end where it can; `over`: it must. */
export type Fullness = 'room' | 'enough' | 'over';

export interface Border {
  /** The rows that are the slice's, now that this one came: those that waited and it, or none as long as it waits itself. Undefined: the slice ended before those that wait. Throws DQ_CONNECTION_GROUP. */
  take(row: SqlRow, fullness: Fullness): readonly SqlRow[] | undefined;
  /** Nothing comes any more: what waits is the slice's. */
  rest(): readonly SqlRow[];
}

/**
 * Where a slice of ordered rows ends so that the next one begins behind it with nothing lost and no group in two: between neighbours that can be told apart, and where no row of the next
 * `ahead` belongs to a group of the slice. What waits is at most `ahead` rows; the next slice reads it again.
 */
export function findBorder({ isApart, groupsOf, ahead }: BorderRules): Border {
  const within = new Set<string>();
  let waiting: SqlRow[] = [];
  let last: SqlRow | undefined;
  const admit = (rows: readonly SqlRow[]): readonly SqlRow[] => {
    for (const row of rows) for (const group of groupsOf(row)) within.add(group);
    last = rows.at(-1) ?? last;
    waiting = [];
    return rows;
  };
  return {
    take: (row, fullness) => {
      if (fullness === 'room' || last === undefined) return admit([row]);
      const shared = groupsOf(row).find((group) => within.has(group));
      if (shared !== undefined) {
        if (fullness === 'over') throw neverEnds(shared);
        return admit([...waiting, row]);
      }
      if (waiting.length === 0 && !isApart(last, row)) return admit([row]);
      waiting.push(row);
      return waiting.length > ahead ? undefined : [];
    },
    rest: () => admit(waiting),
  };
}

const neverEnds = (group: string): Fault =>
  new Fault(
    'DQ_CONNECTION_GROUP',
    400,
    `the rows of the group ${group} are too many, or too far apart from each other in the order of the column: after twice as many rows as are imported at once it still goes on; check the column of the mapping's group, or have the query itself add up`,
  );
