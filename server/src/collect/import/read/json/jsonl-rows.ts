import type { RejectedRow } from '@danqing/contracts';
import { isJsonObject } from '#kernel';
import { notText } from '../csv-rows.ts';
import { maxRowLength, type Row, type RowReader } from '../row.ts';
import { isDamagedText } from '../text.ts';
import { columnsOf, flattener } from './flatten.ts';
import { parsedJson } from './parsed.ts';

/** Rows of JSON lines: one object a line, which makes one row or those of its list (`flatten.ts`). */
export function jsonlRows(columns: readonly string[]): RowReader {
  const { rowsOf } = flattener(columns);
  let rest = '';
  let isSkipping = false;
  let number = 0;

  const take = (line: string, isDamaged: boolean, rows: Row[]): RejectedRow | undefined => {
    const reject = (reason: string): RejectedRow => ({ row: ++number, reason });
    if (line.length > maxRowLength) return reject(`longer than ${maxRowLength} characters`);
    if (isDamaged && isDamagedText(line)) return reject(notText);
    const value = parsedJson(line);
    if (value === undefined) return reject('not valid JSON');
    if (!isJsonObject(value)) return reject('not a JSON object');
    for (const cells of rowsOf(value)) rows.push({ number: ++number, cells });
    return undefined;
  };

  return {
    columns,
    read: (text, isDamaged, isEnd) => {
      const rows: Row[] = [];
      const rejected: RejectedRow[] = [];
      const lines = (rest + text).split('\n');
      rest = isEnd ? '' : (lines.pop() ?? '');
      for (const line of lines) {
        if (isSkipping) {
          isSkipping = false;
          continue;
        }
        if (line.trim() === '') continue;
        const fault = take(line, isDamaged, rows);
        if (fault !== undefined) rejected.push(fault);
      }
      if (rest.length > maxRowLength) {
        rest = '';
        if (!isSkipping) rejected.push({ row: ++number, reason: `longer than ${maxRowLength} characters` });
        isSkipping = true;
      }
      return { rows, rejected };
    },
  };
}

const seenLines = 1000;

/** The columns that JSON lines have, one record of them: paths into objects and into the list that is laid out. */
export const jsonlHeadings = (text: string): readonly (readonly string[])[] => [columnsOf(text.split('\n', seenLines).map(parsedJson).filter(isJsonObject))];
