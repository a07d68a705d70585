import type { EvaluationContext } from '../context.ts';
import { tables } from '../tables.ts';

/** The profile a row belongs to today: while merges wait for their squash, its id leads through the alias map. */
export const memberSql = (table: string, { hasAliases }: Pick<EvaluationContext, 'hasAliases'>): string =>
  hasAliases ? `dictGetOrDefault('${tables.aliases}', 'root_id', ${table}.profile_id, ${table}.profile_id)` : `${table}.profile_id`;
