import { type Compiled, compileMembers, type EvaluationContext, type SafeStatement, statementSql, type TagType } from '#compile';
import { combined } from '../combine.ts';

/** SQL selecting `profile_id, value` of a tag's own statement, which has passed the guard. Personal data are pseudonyms there: a tag's values are seen by many. */
export function sqlSource(statement: SafeStatement, context: EvaluationContext): Compiled {
  const { sql, params } = statementSql(statement, {
    context,
    names: { segments: new Map(), traits: [] },
    ...(context.mask === undefined ? {} : { mask: context.mask() }),
  });
  return { sql: `SELECT profile_id, value FROM (${sql})`, params };
}

/** As a run keeps it: exact texts; what is no value at all (NULL, '') is left out. Profiles of others, and those that are gone, are nobody's. */
export const sqlResult = (statement: SafeStatement, type: TagType, context: EvaluationContext): Compiled =>
  combined(
    [sqlSource(statement, context), compileMembers({ kind: 'all', of: [] }, context)],
    ([source, living]) => `
      SELECT {run:UInt64} AS run_id, toUInt64(profile_id) AS profile_id, ${type === 'list' ? "'' AS text, arrayMap(item -> toString(item), value) AS items" : `ifNull(toString(value), '') AS text, CAST([], 'Array(String)') AS items`}
      FROM (${source}) WHERE toUInt64(profile_id) IN (${living}) AND (text != '' OR notEmpty(items))`,
  );

/** SQL selecting how many rows of a run's result are not of the tag's type, one of them, and how many profiles stand there more than once. */
export const sqlResultFaults = (type: TagType): string => `
  SELECT countIf(NOT (${isOfTypeSql(type)})) AS wrong, anyIf(text, NOT (${isOfTypeSql(type)})) AS example, count() - uniqExact(profile_id) AS repeated
  FROM tag_sql_result WHERE run_id = {run:UInt64}`;

/** Whether a result's text is of the tag's type. */
export function isOfTypeSql(type: TagType): string {
  switch (type) {
    case 'number':
      return 'ifNull(isFinite(toFloat64OrNull(text)), 0)';
    case 'boolean':
      return "text IN ('true', 'false', '1', '0')";
    case 'date':
      return "match(text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])')";
    case 'text':
    case 'list':
      return '1';
  }
}

/** The same without a run, as `profile_id, text, items, fields`: to look at it before it is kept. */
export const sqlTried = (statement: SafeStatement, type: TagType, context: EvaluationContext): Compiled => {
  const result = sqlResult(statement, type, context);
  return { sql: `SELECT profile_id, text, items, CAST(map(), 'Map(String, String)') AS fields FROM (${result.sql})`, params: { ...result.params, run: 0 } };
};

/** SQL selecting a run's result as values: numbers and booleans as every other tag writes them. */
export const sqlValues = (type: TagType): string => `
  SELECT profile_id, ${type === 'number' ? 'toString(toFloat64(text))' : type === 'boolean' ? "if(text IN ('true', '1'), 'true', 'false')" : 'text'} AS text, items,
    CAST(map(), 'Map(String, String)') AS fields
  FROM tag_sql_result WHERE run_id = {run:UInt64}`;
