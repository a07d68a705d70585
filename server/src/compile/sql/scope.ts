import type { EvaluationContext } from '../context.ts';
import { tables } from '../tables.ts';

/** Restricts the rows of a source to the profiles in scope: a condition for its WHERE; none when everybody is. `by` is the column that its rows are keyed by. */
export const scopeFilters = ({ isScoped }: Pick<EvaluationContext, 'isScoped'>, by: 'origin_id' | 'profile_id'): readonly string[] =>
  isScoped === true ? [`${by} IN (SELECT ${by} FROM ${tables.scope})`] : [];

/** The table that event conditions read, under its name `event`: by person where only some profiles are in scope. */
export const eventsTable = ({ isScoped }: Pick<EvaluationContext, 'isScoped'>): string =>
  isScoped === true ? `${tables.timeline} AS ${tables.events}` : tables.events;
