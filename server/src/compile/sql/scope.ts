import type { EvaluationContext } from '../context.ts';
import { tables } from '../tables.ts';

type Scope = Pick<EvaluationContext, 'isScoped' | 'only' | 'oneIn'>;

/** Whether the profile of a row is one of those drawn; `oneIn` is a number of ours. */
export const drawn = (oneIn: number): string => `sipHash64(profile_id) % ${oneIn} = 0`;

/** Restricts the rows of a source to the profiles in scope: a condition for its WHERE; none when everybody is. `by` is the column that its rows are keyed by. */
export function scopeFilters({ isScoped, only, oneIn }: Scope, by: 'origin_id' | 'profile_id'): readonly string[] {
  // In every source `profile_id` is the profile that a row belongs to today, so all of a drawn person's rows are drawn. SipHash: cityHash64 of a number is
  // intHash64, which whoever simulates or splits people is likely to use too.
  if (oneIn !== undefined) return [drawn(oneIn)];
  if (only !== undefined) return [`${by} IN {only_${by}:Array(UInt64)}`];
  return isScoped === true ? [`${by} IN (SELECT ${by} FROM ${tables.scope})`] : [];
}

/** The parameters of a scope of a few profiles; the compiler's own names have no underscore. */
export const scopeParams = ({ only }: Scope): Readonly<Record<string, unknown>> =>
  only === undefined ? {} : { only_profile_id: only.profiles, only_origin_id: only.origins };

/** SQL of `profile_id` restricted to the scope: for those who were found among everybody. */
export function inScope(members: string, scope: Scope): string {
  const filters = scopeFilters(scope, 'profile_id');
  return filters.length === 0 ? members : `SELECT profile_id FROM (${members}) WHERE ${filters.join(' AND ')}`;
}

/** The table that event conditions read, under its name `event`: by person where only some profiles are in scope. */
export const eventsTable = ({ isScoped, only }: Scope): string =>
  isScoped === true || only !== undefined ? `${tables.timeline} AS ${tables.events}` : tables.events;
