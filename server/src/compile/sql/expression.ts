/** Where a condition's columns come from: the profile's row, or a subquery with one row a profile. */
export type SourceName = 'profile' | 'events' | 'traits' | 'tags' | `rank${number}`;

/**
 * A piece of SQL over named columns. `whenEmpty` is its value for a profile of which its sources (but the profile's own row) hold nothing;
 * 'depends' when that hangs on the profile's row. With it the compiler knows who must be looked at.
 */
export interface Condition {
  readonly sql: string;
  readonly sources: ReadonlySet<SourceName>;
  readonly whenEmpty: boolean | 'depends';
}

/** A number of each profile; `null`: unknown. */
export interface Quantity {
  readonly sql: string;
  readonly isNullable: boolean;
  readonly sources: ReadonlySet<SourceName>;
  readonly whenEmpty: number | null | 'depends';
}

export const union = (...sets: readonly ReadonlySet<SourceName>[]): ReadonlySet<SourceName> => new Set(sets.flatMap((set) => [...set]));

export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: joined(conditions, ' AND ', '1'),
    sources: union(...conditions.map(({ sources }) => sources)),
    whenEmpty: conditions.some(({ whenEmpty }) => whenEmpty === false) ? false : conditions.some(({ whenEmpty }) => whenEmpty === 'depends') ? 'depends' : true,
  };
}

export function anyOf(conditions: readonly Condition[]): Condition {
  return {
    sql: joined(conditions, ' OR ', '0'),
    sources: union(...conditions.map(({ sources }) => sources)),
    whenEmpty: conditions.some(({ whenEmpty }) => whenEmpty === true) ? true : conditions.some(({ whenEmpty }) => whenEmpty === 'depends') ? 'depends' : false,
  };
}

export const notOf = ({ sql, sources, whenEmpty }: Condition): Condition => ({
  sql: `NOT ${sql}`,
  sources,
  whenEmpty: whenEmpty === 'depends' ? 'depends' : !whenEmpty,
});

function joined(conditions: readonly Condition[], by: ' AND ' | ' OR ', none: '0' | '1'): string {
  const parts = [...new Set(conditions.map(({ sql }) => sql))];
  return parts.length > 1 ? `(${parts.join(by)})` : (parts[0] ?? none);
}
