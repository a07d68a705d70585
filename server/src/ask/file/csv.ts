import { csvLine, csvMark } from '#kernel';

/** Rows as CSV with a mark of its encoding, by which Excel knows Chinese. Never read as a formula by a spreadsheet. */
export const csvOf = (rows: readonly (readonly unknown[])[]): string =>
  `${csvMark}${rows.map((row) => csvLine(row, { formulas: 'text', quotes: 'where-needed' })).join('')}`;
