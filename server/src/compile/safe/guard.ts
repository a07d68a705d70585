import type { FaultDetail } from '#kernel';
import { mayBeCalled, momentFunctions } from './functions.ts';
import { isName, isSign, isWord, type Refusal, type Token, tokensOf } from './tokens.ts';

/** What exists in the engine and must not be reached: asked of the engine itself, so that nothing is forgotten. */
export interface Forbidden {
  /** Databases, `system` among them. */
  readonly databases: ReadonlySet<string>;
  /** Tables, views and dictionaries of the current database. */
  readonly tables: ReadonlySet<string>;
}

export interface GuardOptions {
  readonly forbidden: Forbidden;
  /** Where the text stands in the request. */
  readonly path: string;
  /** Whether it may name values: {{since:Date}}. */
  readonly takesParameters: boolean;
}

/** A text that passed, cut into its tokens, or everything that is wrong with it. */
export type Guarded = { readonly isSafe: true; readonly tokens: readonly Token[] } | { readonly isSafe: false; readonly faults: readonly FaultDetail[] };

const maxSqlLength = 20_000;

/** Statements and clauses that a SELECT of people has no use for; the engine, which runs it read-only, refuses most of them once more. */
const refusedWords = new Set(
  `settings format into outfile infile insert update delete alter create drop truncate attach detach rename grant revoke explain describe show use set system
   kill optimize exchange backup restore check undrop materialized final sample columns apply replace_table watch intersect_all parallel recursive qualify`.split(
    /\s+/,
  ),
);

/**
 * Whether SQL that people write can only read this workspace's views. No grammar of the engine is copied; three things make it safe:
 *
 *  1. A table of another database is only ever named as `database.table`: no name before a dot may be a database's.
 *  2. A table of this database is only ever named by its name: no name but one after a dot may be one. So what remains are the views that stand before the
 *     statement and the statement's own subqueries.
 *  3. Files, addresses, dictionaries and other servers are only reached by functions: no name before a parenthesis may be other than a pure function's.
 *
 * Names are compared without case; quoted ones count like others.
 */
export function guardSql(sql: string, options: GuardOptions): Guarded {
  const refused = (refusals: readonly Refusal[]): Guarded => ({
    isSafe: false,
    faults: refusals.map(({ place, message }) => ({
      path: options.path,
      code: 'DQ_SQL_NOT_ALLOWED',
      message: `${placeWords(sql, place)}: ${message}`,
    })),
  });
  if (sql.length > maxSqlLength) return refused([{ place: maxSqlLength, message: `a statement has at most ${maxSqlLength} characters` }]);
  const tokens = tokensOf(sql);
  if ('message' in tokens) return refused([tokens]);
  const [first] = tokens;
  if (!isWord(first, 'select', 'with')) return refused([{ place: first?.place ?? 0, message: 'it must begin with SELECT or WITH' }]);
  const faults = [...balanceFaults(tokens), ...tokens.flatMap((_token, index) => tokenFaults(tokens, index, options))];
  return faults.length === 0 ? { isSafe: true, tokens } : refused(faults);
}

/** "line 2, character 7", as an editor counts. */
export function placeWords(sql: string, place: number): string {
  const before = sql.slice(0, place).split('\n');
  return `line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1}`;
}

function tokenFaults(tokens: readonly Token[], index: number, options: GuardOptions): readonly Refusal[] {
  const token = tokens[index];
  if (token === undefined) return [];
  if (token.kind === 'parameter') return options.takesParameters ? [] : [{ place: token.place, message: 'values in {{…}} have no meaning here' }];
  if (token.kind === 'text') return textFaults(token, tokens[index - 1]);
  return isName(token) ? nameFaults(tokens, index, token, options.forbidden) : [];
}

function textFaults({ place, text }: Token, before: Token | undefined): readonly Refusal[] {
  if (isWord(before, 'from', 'join')) return [{ place, message: 'a text cannot be a table' }];
  return /aggregate\s*function/i.test(text) ? [{ place, message: 'states of aggregates cannot be made from texts' }] : [];
}

function nameFaults(tokens: readonly Token[], index: number, { kind, text, place }: Token, { databases, tables }: Forbidden): readonly Refusal[] {
  const refuse = (message: string): readonly Refusal[] => [{ place, message }];
  const [before, after] = [tokens[index - 1], tokens[index + 1]];
  const lower = text.toLowerCase();
  const isPart = isSign(before, '.');
  const isCalled = isSign(after, '(');
  if (kind === 'word' && !isPart && refusedWords.has(lower)) return refuse(`${text.toUpperCase()} cannot be used here`);
  if (kind === 'quoted' && /[/\\:*?"'`]/.test(text)) return refuse(`${text} is no name of a column`);
  if (!isPart && tables.has(lower)) return refuse(`${text} is the name of an inner table; read the views, and choose another alias`);
  if (isSign(after, '.') && databases.has(lower)) return refuse(`${text} is another database`);
  if (!isCalled) return [];
  if (kind === 'word' && momentFunctions.has(lower))
    return isSign(tokens[index + 2], ')') ? [] : refuse(`write ${lower}() without anything between the parentheses`);
  if (!mayBeCalled(text)) return refuse(`the function ${text} cannot be used`);
  return lower === 'cast' || lower.startsWith('accuratecast') ? castFaults(tokens, index) : [];
}

/** The type of a cast is written out: as words, which are looked at like all others, or as one text. */
function castFaults(tokens: readonly Token[], index: number): readonly Refusal[] {
  let depth = 0;
  let commas = 0;
  for (let at = index + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (isSign(token, '(') || isSign(token, '[')) depth++;
    if (isSign(token, ')') || isSign(token, ']')) depth--;
    if (depth === 1 && isSign(token, ',')) commas++;
    if (depth === 1 && isWord(token, 'as')) return [];
    if (depth > 0) continue;
    const isWritten = commas === 1 && tokens[at - 1]?.kind === 'text' && isSign(tokens[at - 2], ',');
    return isWritten ? [] : [{ place: tokens[index]?.place ?? 0, message: 'write the type of a CAST out' }];
  }
  return [];
}

function balanceFaults(tokens: readonly Token[]): readonly Refusal[] {
  let open = 0;
  for (const { kind, text, place } of tokens) {
    if (kind !== 'sign') continue;
    if (text === '(') open++;
    if (text === ')') open--;
    if (open < 0) return [{ place, message: 'this parenthesis closes nothing' }];
  }
  return open === 0 ? [] : [{ place: tokens.at(-1)?.place ?? 0, message: 'a parenthesis is not closed' }];
}
