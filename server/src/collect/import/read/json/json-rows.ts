import type { RejectedRow } from '@danqing/contracts';
import { isJsonObject, type JsonObject } from '#kernel';
import { notText } from '../csv-rows.ts';
import { maxRowLength, type Row, type RowReader } from '../row.ts';
import { isDamagedText } from '../text.ts';
import { type JsonShape, jsonSplitter } from './documents.ts';
import { columnsOf, flattener } from './flatten.ts';
import { parsedJson } from './parsed.ts';

/** Rows of a JSON document: of each record as many as the list has that is laid out (`flatten.ts`). */
export function jsonRows(shape: JsonShape, columns: readonly string[]): RowReader {
  const splitter = jsonSplitter(shape, maxRowLength);
  const { rowsOf } = flattener(columns);
  let number = 0;
  return {
    columns,
    read: (text, isDamaged, isEnd) => {
      const rows: Row[] = [];
      const rejected: RejectedRow[] = [];
      for (const piece of splitter.feed(text, isEnd)) {
        const record = 'text' in piece ? parsedJson(piece.text) : undefined;
        if ('fault' in piece) rejected.push({ row: ++number, reason: piece.fault });
        else if (isDamaged && isDamagedText(piece.text)) rejected.push({ row: ++number, reason: notText });
        else if (!isJsonObject(record)) rejected.push({ row: ++number, reason: 'not valid JSON' });
        else for (const cells of rowsOf(record)) rows.push({ number: ++number, cells });
      }
      return { rows, rejected };
    },
  };
}

/** The columns that the records at a document's beginning have. */
export function jsonHeadings(text: string, shape: JsonShape): readonly (readonly string[])[] {
  const found: JsonObject[] = [];
  for (const piece of jsonSplitter(shape, maxRowLength).feed(text, false)) {
    const record = 'text' in piece ? parsedJson(piece.text) : undefined;
    if (isJsonObject(record)) found.push(record);
  }
  return [columnsOf(found)];
}
