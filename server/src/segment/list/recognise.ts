import type { ListRecognition } from '@danqing/contracts';
import { guessIdentifiers } from '#collect';
import { readKindNames } from '#identify';
import type { PostgresSession } from '#platform';
import { type Forms, matchValues, profileKind } from './match.ts';
import { identifierIn, openTable } from './upload.ts';

type Column = ListRecognition['columns'][number];
type Guess = Column['guesses'][number];

/** So many different values of a column are looked up; who is found among them tells what the column is. */
const tried = 300;
const mostColumns = 40;
const mostGuesses = 4;
const shownExamples = 3;
/** Kinds that are tried on every column, before those that only this workspace has. */
const usualKinds = ['customer_id', 'phone', 'email', 'user_id', 'card_no', 'unionid', profileKind];

/** Looks at every column of a file: as which kind of identifier its values lead to people here. Values that lead to somebody say more than any heading. */
export async function recogniseList(pg: PostgresSession, forms: Forms, path: string): Promise<ListRecognition> {
  const { file, rows, rest } = await openTable(path);
  const known = await readKindNames(pg, forms.workspace);
  let count = rows.length;
  const filled = file.columns.map((_, place) => rows.filter(({ cells }) => (identifierIn(cells[place]) ?? '') !== '').length);
  for await (const batch of rest) {
    count += batch.rows.length;
    for (const { cells } of batch.rows)
      for (const place of filled.keys()) if ((identifierIn(cells[place]) ?? '') !== '') filled[place] = (filled[place] ?? 0) + 1;
  }
  const columns: Column[] = [];
  for (const [place, name] of file.columns.slice(0, mostColumns).entries()) {
    const texts = rows.flatMap(({ cells }) => identifierIn(cells[place]) ?? []).filter((text) => text !== '');
    const different = [...new Set(texts)];
    const guessed = guessIdentifiers(name, texts.slice(0, 2000));
    const kinds = [...new Set([...guessed, ...usualKinds, ...known])].filter((kind) => mayBe(kind, different));
    const guesses: Guess[] = [];
    for (const kind of kinds) guesses.push(await guessOf(pg, forms, kind, different.slice(0, tried)));
    const likely = guesses
      .filter(({ kind, found }) => found > 0 || (kind !== profileKind && guessed.includes(kind)))
      .toSorted((a, b) => b.found / Math.max(1, b.tried) - a.found / Math.max(1, a.tried) || rankOf(guessed, a.kind) - rankOf(guessed, b.kind))
      .slice(0, mostGuesses);
    columns.push({ name, filled: filled[place] ?? 0, examples: different.slice(0, shownExamples), guesses: likely });
  }
  return { rows: count, columns, best: bestOf(columns) };
}

const rankOf = (guessed: readonly string[], kind: string): number => (guessed.includes(kind) ? guessed.indexOf(kind) : guessed.length);

/** Kinds whose values have a form are not asked for columns without it. */
function mayBe(kind: string, texts: readonly string[]): boolean {
  if (texts.length === 0) return false;
  const some = (form: RegExp): boolean => texts.slice(0, tried).some((text) => form.test(text));
  if (kind === 'email') return some(/@/);
  if (kind === 'phone') return some(/\d{5}|\d[\d\s().-]{6}|\*{2}/);
  return kind !== profileKind || some(/^\d{1,12}$/);
}

async function guessOf(pg: PostgresSession, forms: Forms, kind: string, values: readonly string[]): Promise<Guess> {
  const { matched, unmatched } = await matchValues(pg, forms, { kind, values });
  const reasons: Record<string, number> = {};
  for (const { reason } of unmatched) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { kind, tried: values.length, found: matched.length, reasons };
}

/** The column of which most is found; where nobody is found, the first that a heading or its contents speak for. */
function bestOf(columns: readonly Column[]): ListRecognition['best'] {
  const choices = columns.flatMap(({ name, filled, guesses: [first] }) =>
    first === undefined ? [] : [{ column: name, kind: first.kind, sure: (first.found / Math.max(1, first.tried)) * Math.min(1, filled) }],
  );
  const [best] = choices.toSorted((a, b) => Number(b.kind !== profileKind) - Number(a.kind !== profileKind) || b.sure - a.sure);
  return best === undefined ? null : { column: best.column, kind: best.kind };
}
