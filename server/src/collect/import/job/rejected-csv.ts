import type { StoredImport } from './import.read.ts';
import { reasonIn } from './reasons.ts';
import { readRejected, rejectedFile, type RejectedLine } from './rejected-file.ts';

const headings = { zh: ['行号', '列', '值', '原因'], en: ['row', 'column', 'value', 'reason'] } as const;

/** A cell that a spreadsheet would take for a formula is made text. */
const safe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const lineOf = (cells: readonly string[]): string => `${cells.map((cell) => quoted(safe(cell))).join(',')}\r\n`;

/** All rejected rows as CSV, with the mark that makes Excel read it as UTF-8; after the file is gone, the first thousand that the report keeps. */
export async function* rejectedCsv(folder: string, { id, rejected }: StoredImport, language: 'zh' | 'en'): AsyncIterable<string> {
  yield `\uFEFF${lineOf(headings[language])}`;
  let written = 0;
  let block = '';
  const add = ({ row, column, value, reason }: RejectedLine): void => {
    written++;
    block += lineOf([String(row), column, value, reasonIn(language, reason)]);
  };
  for await (const line of readRejected(rejectedFile(folder, id))) {
    add(line);
    if (block.length < 65_536) continue;
    yield block;
    block = '';
  }
  if (written === 0) for (const { row, reason } of rejected) add({ row, reason, column: '', value: '' });
  if (block !== '') yield block;
}
