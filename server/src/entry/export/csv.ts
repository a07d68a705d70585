/** A line of CSV as RFC 4180 has it; what needs no quotes has none. */
export const csvLine = (cells: readonly unknown[]): string => `${cells.map((cell) => quoted(textOf(cell))).join(',')}\r\n`;

function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  return cell === undefined || cell === null ? '' : JSON.stringify(cell);
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
