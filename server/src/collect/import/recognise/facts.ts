import type { JsonValue } from '#kernel';
import { amountOf } from '../plan/amount.ts';
import { cellText } from '../plan/operators.ts';
import { isUnknown, type Row } from '../read/row.ts';
import { type Look, lookOf } from './contents.ts';

/** What a sample of a file says of one column. Shares are of its known cells, 0 to 1. */
export interface ColumnFacts {
  readonly name: string;
  readonly index: number;
  readonly filled: number;
  readonly known: number;
  share(...looks: readonly Look[]): number;
  /** Different values among the known ones, 0 to 1: 1 for what names rows. */
  readonly variety: number;
  readonly distinct: number;
  /** Values and how often they come, the commonest first; empty when there are more than 200. */
  readonly values: readonly (readonly [string, number])[];
  readonly negatives: number;
  /** Numbers that are not above zero. */
  readonly notPositive: number;
  /** Known values that begin with C and a digit, as cancelled invoices do. */
  readonly credits: number;
  readonly texts: readonly string[];
}

const mostValues = 200;

export const textOfCell = (cell: JsonValue | undefined): string => (cell === undefined || isUnknown(cell) ? '' : cellText(cell).trim());

export function factsOf(name: string, index: number, rows: readonly Row[]): ColumnFacts {
  const texts = rows.map((row) => textOfCell(row.cells[index]));
  const known = texts.filter((text) => text !== '');
  const counts = new Map<string, number>();
  for (const text of known) counts.set(text, (counts.get(text) ?? 0) + 1);
  const looks = new Map<Look, number>();
  for (const [text, count] of counts) {
    const look = lookOf(text);
    looks.set(look, (looks.get(look) ?? 0) + count);
  }
  const count = (test: (value: number) => boolean): number =>
    [...counts].reduce((sum, [text, times]) => sum + (/\d/.test(text) && test(amountOf(text)) ? times : 0), 0);
  return {
    name,
    index,
    filled: rows.length === 0 ? 0 : known.length / rows.length,
    known: known.length,
    share: (...kinds) => (known.length === 0 ? 0 : kinds.reduce((sum, kind) => sum + (looks.get(kind) ?? 0), 0) / known.length),
    variety: known.length === 0 ? 0 : counts.size / known.length,
    distinct: counts.size,
    values: counts.size > mostValues ? [] : [...counts].sort((a, b) => b[1] - a[1]),
    negatives: count((value) => value < 0),
    notPositive: count((value) => value <= 0),
    credits: known.filter((text) => /^C\d/.test(text)).length,
    texts,
  };
}

/** Where each number comes once and rows without one follow, these are the lines of the order above. */
function groupTexts({ texts, variety, filled }: ColumnFacts): readonly string[] {
  if (variety < 1 || filled > 0.98 || texts[0] === '') return texts;
  let above = '';
  return texts.map((text) => {
    if (text !== '') above = text;
    return above;
  });
}

/**
 * Which columns say the same in all rows of an order (its total, its buyer), and which differ from line to line: by the groups that have several rows.
 * True where nothing tells, because a value of an order is more often meant.
 */
export function sameInGroups(group: ColumnFacts, columns: readonly ColumnFacts[]): readonly boolean[] {
  const rowsOf = new Map<string, number[]>();
  for (const [row, text] of groupTexts(group).entries()) {
    if (text === '') continue;
    const rows = rowsOf.get(text);
    if (rows === undefined) rowsOf.set(text, [row]);
    else rows.push(row);
  }
  const several = [...rowsOf.values()].filter((rows) => rows.length > 1);
  return columns.map(({ texts }) => {
    const differing = several.filter((rows) => new Set(rows.map((row) => texts[row]).filter((text) => text !== '')).size > 1).length;
    return differing <= several.length * 0.02;
  });
}
