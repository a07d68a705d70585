import type { RejectedRow } from '@danqing/contracts';
import { Fault } from '#kernel';
import { csvSplitter, isCsvFault } from './csv.ts';
import { maxRowLength, type Row, type RowReader } from './row.ts';
import { isDamagedText } from './text.ts';

const candidates = [',', ';', '\t', '|'];

/** The delimiter that the header has most of, outside of quotes. */
export function findDelimiter(text: string): string {
  const header = (/^[\r\n]*(.*)/.exec(text)?.[1] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = candidates.map((candidate) => header.split(candidate).length - 1);
  return candidates[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Rows of CSV or TSV. `head` is the text from the file's beginning: it must hold the header; it has to be read, too. */
export function csvRows(head: string, delimiter: string): RowReader {
  const columns = headerOf(head, delimiter);
  const splitter = csvSplitter({ delimiter, maxLength: maxRowLength });
  let number = -1;

  return {
    columns,
    read: (text, isDamaged, isEnd) => {
      const rows: Row[] = [];
      const rejected: RejectedRow[] = [];
      for (const record of splitter.feed(text, isEnd)) {
        number++;
        if (number === 0) continue;
        if (isCsvFault(record)) rejected.push({ row: number, reason: record.fault });
        else if (record.length !== columns.length)
          rejected.push({ row: number, reason: `${record.length} ${record.length === 1 ? 'cell' : 'cells'} where the header has ${columns.length}` });
        else if (isDamaged && record.some(isDamagedText)) rejected.push({ row: number, reason: notText });
        else rows.push({ number, cells: record });
      }
      return { rows, rejected };
    },
  };
}

export const notText = 'not valid text in this encoding';

function headerOf(head: string, delimiter: string): readonly string[] {
  const [first] = csvSplitter({ delimiter, maxLength: maxRowLength }).feed(head, true);
  if (first === undefined) throw new Fault('DQ_IMPORT_EMPTY', 400, 'the file is empty: not even a header');
  if (isCsvFault(first)) throw new Fault('DQ_IMPORT_FORMAT', 400, `the header cannot be read: ${first.fault}`);
  return first;
}
