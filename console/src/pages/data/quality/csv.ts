import { saveBlob } from '../../../parts/save-blob.ts';

/** Never read as a formula by a spreadsheet. */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.]+%?$/.test(text) ? `'${text}` : text);

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : plain(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Hands rows to the browser as a CSV file that spreadsheets read as UTF-8. */
export function saveCsv(name: string, rows: readonly (readonly (string | number | null)[])[]): void {
  const text = `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
  saveBlob(new Blob([text], { type: 'text/csv;charset=utf-8' }), name);
}
