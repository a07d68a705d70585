import { Fault, isJsonObject } from '#kernel';

/** What people are told of a statement that failed; the line counts from 1, where it is known. */
export interface SqlWords {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
}

/**
 * Faults that the engine finds before it reads: its words name what people wrote, never what stands in a row. Of all others it may quote values (of
 * rows at the edge of somebody else's even), so people get ours.
 */
const beforeReading = new Set(['42', '43', '44', '46', '47', '49', '50', '51', '53', '62', '63', '179', '184', '207', '215', '352', '386', '403', '60']);

const own: Readonly<Record<string, readonly [string, string]>> = {
  '159': ['DQ_SQL_TOO_LONG', 'it took longer than a statement may; ask for a shorter time or fewer columns'],
  '160': ['DQ_SQL_TOO_LONG', 'it would take longer than a statement may; ask for a shorter time or fewer columns'],
  '241': ['DQ_SQL_TOO_LARGE', 'it needed more memory than a statement may; group by less, or ask for a shorter time'],
  '158': ['DQ_SQL_TOO_LARGE', 'it would read more rows than a statement may'],
  '307': ['DQ_SQL_TOO_LARGE', 'it would read more than a statement may'],
  '396': ['DQ_SQL_TOO_LARGE', 'the answer is too large to show: leave columns out, or add a LIMIT'],
  '6': ['DQ_SQL_VALUE', 'a value could not be read as that type: use …OrNull (toFloat64OrNull, toInt64OrNull, toDateOrNull)'],
  '27': ['DQ_SQL_VALUE', 'a value could not be read as that type: use …OrNull'],
  '38': ['DQ_SQL_VALUE', 'a value is no date: use toDateOrNull'],
  '41': ['DQ_SQL_VALUE', 'a value is no date with a time: use parseDateTimeBestEffortOrNull'],
  '70': ['DQ_SQL_VALUE', 'a value could not be turned into that type: use …OrNull'],
  '72': ['DQ_SQL_VALUE', 'a value is no number: use toFloat64OrNull'],
  '349': ['DQ_SQL_VALUE', 'there is no value where one must be: use ifNull or assumeNotNull with a condition'],
  '153': ['DQ_SQL_VALUE', 'a number was divided by zero: use nullIf(…, 0)'],
  '69': ['DQ_SQL_VALUE', 'an argument is out of its range'],
  '36': ['DQ_SQL_VALUE', 'an argument is not one of those that are allowed'],
  '125': ['DQ_SQL_VALUE', 'a subquery that stands for one value gives several rows or columns'],
  '128': ['DQ_SQL_TOO_LARGE', 'an array is too large'],
  '190': ['DQ_SQL_VALUE', 'arrays that belong together have different lengths'],
  '431': ['DQ_SQL', 'this type of value cannot be used here'],
  '394': ['DQ_CANCELLED', 'it was stopped'],
};

/** What people are told of a statement that failed. `sql`: as they wrote it, on lines of its own behind our first. */
export function sqlErrorOf(error: unknown, sql: string): SqlWords {
  if (error instanceof Fault) return { code: error.code, message: error.message, line: null };
  const code = isJsonObject(error) || error instanceof Error ? String(Reflect.get(error, 'code') ?? '') : '';
  const words = error instanceof Error ? error.message : String(error);
  const said = own[code];
  if (said !== undefined) return { code: said[0], message: said[1], line: null };
  if (!beforeReading.has(code)) return { code: 'DQ_SQL', message: `the engine could not run it (${code === '' ? 'no code' : `code ${code}`})`, line: null };
  const short = plain(words);
  return { code: 'DQ_SQL', message: short, line: lineOf(words, short, sql) };
}

/** Without the statement that the engine repeats, and without what it says for those who run it. */
const plain = (words: string): string =>
  (words.split(/:? ?(?:in scope|in query|while (?:executing|processing)|stack trace|expected one of|\(version|note:)/i, 1)[0] ?? '')
    .replace(/failed at position \d+ ?/, 'near ')
    .replaceAll(/__table\d+\.|_CAST/g, '')
    .slice(0, 400)
    .trim();

/** The engine counts our line before; a name that it does not know stands somewhere in the text. */
function lineOf(words: string, short: string, sql: string): number | null {
  const counted = /\(line (\d+), col \d+\)/.exec(words)?.[1];
  if (counted !== undefined) return Math.max(1, Math.min(Number(counted) - 1, sql.split('\n').length));
  const name = /[`']([^`']{1,200})[`']/.exec(short)?.[1];
  const at = name === undefined ? -1 : sql.indexOf(name.split('.').at(-1) ?? name);
  return at < 0 ? null : sql.slice(0, at).split('\n').length;
}
