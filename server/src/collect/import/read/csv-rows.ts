import type { RejectedRow } from '@danqing/contracts';
import { Fault } from '#kernel';
import { csvSplitter, isCsvFault } from './csv.ts';
import { distinctNames, headingReach } from './heading.ts';
import { plainCells } from './plain-cell.ts';
import { maxRowLength, type Row, type RowReader } from './row.ts';
import { isDamagedText } from './text.ts';

const candidates = [',', ';', '\t', '|'];

const seenLines = 30;

/** The delimiter that the header has most of, outside of quotes; where it has none (a title stands above it), the first line that has one. Runs of blanks, where they cut every line into as many pieces, three at least. */
export function findDelimiter(text: string): string {
  const lines = text
    .replaceAll(/"[^"]*"/g, '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(0, seenLines);
  for (const line of lines) {
    const counts = candidates.map((candidate) => line.split(candidate).length - 1);
    const most = Math.max(...counts);
    if (most > 0) return candidates[counts.indexOf(most)] ?? ',';
  }
  const pieces = new Set(lines.map((line) => line.trim().split(/ +/).length));
  const [count = 0] = pieces;
  return lines.length >= 3 && pieces.size === 1 && count >= 3 ? ' ' : ',';
}

/** Rows of CSV or TSV. `head` is the text from the file's beginning: it must hold the header, which is its `headerRow`th record (0: there is none); it has to be read, too. */
export function csvRows(head: string, delimiter: string, headerRow = 1): RowReader {
  const columns = headerRow === 0 ? headerOf(head, delimiter, 1).map((_, index) => `column ${index + 1}`) : headerOf(head, delimiter, headerRow);
  const splitter = csvSplitter({ delimiter, maxLength: maxRowLength });
  let number = -headerRow;

  return {
    columns,
    read: (text, isDamaged, isEnd) => {
      const rows: Row[] = [];
      const rejected: RejectedRow[] = [];
      for (const record of splitter.feed(text, isEnd)) {
        number++;
        if (number <= 0) continue;
        if (isCsvFault(record)) rejected.push({ row: number, reason: record.fault });
        else if (record.length !== columns.length)
          rejected.push({ row: number, reason: `${record.length} ${record.length === 1 ? 'cell' : 'cells'} where the header has ${columns.length}` });
        else if (isHeading(record, columns)) rejected.push({ row: number, reason: headingAgain });
        else if (isDamaged && record.some(isDamagedText)) rejected.push({ row: number, reason: notText });
        else rows.push({ number, cells: plainCells(record) });
      }
      return { rows, rejected };
    },
  };
}

/** Files are pasted together with their headings, and with the mark at the head of each. */
const isHeading = (record: readonly string[], columns: readonly string[]): boolean =>
  (record[0] === columns[0] || record[0]?.startsWith('\uFEFF') === true) &&
  columns.length > 1 &&
  record.every((cell, index) => cell === columns[index] || (index === 0 && cell.slice(1) === columns[0]));

const headingAgain = 'the heading again';
export const notText = 'not valid text in this encoding';

/** The first records of a file's text, broken ones as none. */
export const csvHead = (text: string, delimiter: string): readonly (readonly string[])[] =>
  csvSplitter({ delimiter, maxLength: maxRowLength })
    .feed(text, false)
    .slice(0, headingReach)
    .map((record) => (isCsvFault(record) ? [] : plainCells(record)));

function headerOf(head: string, delimiter: string, headerRow: number): readonly string[] {
  const header = csvSplitter({ delimiter, maxLength: maxRowLength }).feed(head, true)[headerRow - 1];
  if (header === undefined) throw new Fault('DQ_IMPORT_EMPTY', 400, 'the file is empty: not even a header');
  if (isCsvFault(header)) throw new Fault('DQ_IMPORT_FORMAT', 400, `the header cannot be read: ${header.fault}`);
  return distinctNames(header);
}
