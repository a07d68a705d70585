/** What a spreadsheet would read as a formula. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** Begins like a formula and is none: a number or a phone number with its sign. */
const isSigned = (text: string): boolean => /^[+-]?[\d\s().-]+$/.test(text);
/** An amount with its unit, a date with its zone: digits first, and nothing that calls a function or a program (`+1+cmd|'/C calc'!A0`). */
const isDigitsFirst = (text: string): boolean => isSigned(text) || /^[+-]?\d[^=(|!]*$/.test(text);

/** How a table is written; RFC 4180 besides. */
export interface CsvRule {
  /** Texts that look like formulas: `kept` for programs; for people `text`, made so by an apostrophe unless they are numbers, or `text-unless-digits-first`, which spares amounts too. */
  readonly formulas: 'kept' | 'text' | 'text-unless-digits-first';
  readonly quotes: 'where-needed' | 'always';
}

function plain(text: string, formulas: CsvRule['formulas']): string {
  if (formulas === 'kept' || !looksLikeFormula(text)) return text;
  return (formulas === 'text' ? isSigned(text) : isDigitsFirst(text)) ? text : `'${text}`;
}

/** Nothing is an empty cell; what is no text is written as JSON. */
function textOf(value: unknown, formulas: CsvRule['formulas']): string {
  if (typeof value === 'string') return plain(value, formulas);
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

export function csvCell(value: unknown, { formulas, quotes }: CsvRule): string {
  const text = textOf(value, formulas);
  return quotes === 'always' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly unknown[], rule: CsvRule): string => `${cells.map((cell) => csvCell(cell, rule)).join(',')}\r\n`;

/** Stands before the first line, so that Excel reads it as UTF-8. */
export const csvMark = '\uFEFF';
