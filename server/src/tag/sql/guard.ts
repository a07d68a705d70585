import type { FaultDetail } from '#kernel';
import { mayBeCalled } from './functions.ts';
import { type Refusal, type Token, tokensOf } from './tokens.ts';

/** What exists in the engine and must not be reached: asked of the engine itself, so that nothing is forgotten. */
export interface Forbidden {
  /** Databases, `system` among them. */
  readonly databases: ReadonlySet<string>;
  /** Tables, views and dictionaries of the current database. */
  readonly tables: ReadonlySet<string>;
}

const maxLength = 20_000;

/** Statements and clauses that a SELECT for a tag has no use for; the engine, which runs it read-only at first, refuses most of them once more. */
const refusedWords = new Set(
  `settings format into outfile infile insert update delete alter create drop truncate attach detach rename grant revoke explain describe show use set system
   kill optimize exchange backup restore check undrop materialized final sample columns apply replace_table watch intersect_all parallel recursive qualify`.split(
    /\s+/,
  ),
);

/**
 * What is wrong with a tag's SQL; nothing when it can only read this workspace's views. No grammar of the engine is copied; three things make it safe:
 *
 *  1. A table of another database is only ever named as `database.table`: no name before a dot may be a database's.
 *  2. A table of this database is only ever named by its name: no name but one after a dot may be one. So what remains are the views that stand before the
 *     statement and the statement's own subqueries.
 *  3. Files, addresses, dictionaries and other servers are only reached by functions: no name before a parenthesis may be other than a pure function's.
 *
 * Names are compared without case; quoted ones count like others.
 */
export function sqlFaults(sql: string, forbidden: Forbidden): readonly FaultDetail[] {
  const fault = ({ place, message }: Refusal): FaultDetail => ({
    path: '/definition/sql',
    code: 'DQ_SQL_NOT_ALLOWED',
    message: `at character ${place + 1}: ${message}`,
  });
  if (sql.length > maxLength) return [fault({ place: maxLength, message: `a tag’s SQL has at most ${maxLength} characters` })];
  const tokens = tokensOf(sql);
  if ('message' in tokens) return [fault(tokens)];
  const [first] = tokens;
  if (first?.kind !== 'word' || !['select', 'with'].includes(first.text.toLowerCase()))
    return [fault({ place: first?.place ?? 0, message: 'it must begin with SELECT or WITH' })];
  return [...balanceFaults(tokens), ...tokens.flatMap((token, index) => tokenFaults(token, tokens[index - 1], tokens[index + 1], forbidden))].map(fault);
}

function tokenFaults(token: Token, before: Token | undefined, after: Token | undefined, { databases, tables }: Forbidden): readonly Refusal[] {
  if (token.kind === 'text') {
    return before?.kind === 'word' && ['from', 'join'].includes(before.text.toLowerCase()) ? [{ place: token.place, message: 'a text cannot be a table' }] : [];
  }
  return token.kind === 'word' || token.kind === 'quoted' ? nameFaults(token, before, after, { databases, tables }) : [];
}

function nameFaults({ kind, text, place }: Token, before: Token | undefined, after: Token | undefined, { databases, tables }: Forbidden): readonly Refusal[] {
  const refuse = (message: string): readonly Refusal[] => [{ place, message }];
  const lower = text.toLowerCase();
  const isPart = isSign(before, '.');
  if (kind === 'word' && !isPart && refusedWords.has(lower)) return refuse(`${text.toUpperCase()} cannot be part of a tag’s SQL`);
  if (kind === 'quoted' && /[/\\:*?]/.test(text)) return refuse(`${text} is no name of a column`);
  if (!isPart && tables.has(lower)) return refuse(`${text} is the name of an inner table; read profiles, events, tags or moment, and choose another alias`);
  if (isSign(after, '.') && databases.has(lower)) return refuse(`${text} is another database`);
  return isSign(after, '(') && !mayBeCalled(text) ? refuse(`the function ${text} cannot be used in a tag’s SQL`) : [];
}

const isSign = (token: Token | undefined, text: string): boolean => token?.kind === 'sign' && token.text === text;

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
