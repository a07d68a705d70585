import { saveBlob } from './save-blob.ts';

/** A cell as a page has it; a number needs no guard, a text may come from anybody. */
type Cell = string | number | null;

/** A field of CSV (RFC 4180). A text that a spreadsheet would take for a formula begins with an apostrophe then. */
const field = (cell: Cell): string => {
  const text = String(cell ?? '');
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as CSV with a mark that tells spreadsheets it is UTF-8. */
export const csvOf = (rows: readonly (readonly Cell[])[]): string => `\uFEFF${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;

/** Hands rows to the browser as a CSV file. */
export const saveCsv = (name: string, rows: readonly (readonly Cell[])[]): void => saveBlob(new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' }), name);
