/** Never read as a formula by a spreadsheet; a phone number with its sign is none. */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d\s().-]+$/.test(text) ? `'${text}` : text);

function cell(value: unknown): string {
  const text = typeof value === 'string' ? plain(value) : value === null || value === undefined ? '' : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV with a mark of its encoding, by which Excel knows Chinese. */
export const csvOf = (rows: readonly (readonly unknown[])[]): string => `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
