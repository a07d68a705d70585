import type { RejectedRow } from '@danqing/contracts';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import { notText } from './csv-rows.ts';
import { maxRowLength, type Row, type RowReader } from './row.ts';
import { isDamagedText } from './text.ts';

/** Rows of JSON lines: one object a line. A column is a name at the top, or else a dotted path into the object. */
export function jsonlRows(columns: readonly string[]): RowReader {
  const paths = columns.map((column) => ({ column, steps: column.split('.') }));
  let rest = '';
  let isSkipping = false;
  let number = 0;

  const rowOf = (line: string, isDamaged: boolean): Row | RejectedRow => {
    if (line.length > maxRowLength) return { row: number, reason: `longer than ${maxRowLength} characters` };
    if (isDamaged && isDamagedText(line)) return { row: number, reason: notText };
    const value = parsed(line);
    if (value === undefined) return { row: number, reason: 'not valid JSON' };
    if (!isJsonObject(value)) return { row: number, reason: 'not a JSON object' };
    return { number, cells: paths.map(({ column, steps }) => cellOf(value, column, steps)) };
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
        number++;
        const row = rowOf(line, isDamaged);
        if ('cells' in row) rows.push(row);
        else rejected.push(row);
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

/** The names that JSON lines have, one record of them: paths into objects, in the order in which they come. */
export function jsonlHeadings(text: string): readonly (readonly string[])[] {
  const names = new Set<string>();
  const add = (object: JsonObject, prefix: string, depth: number): void => {
    for (const [name, value] of Object.entries(object)) {
      if (isJsonObject(value) && depth < 4) add(value, `${prefix}${name}.`, depth + 1);
      else names.add(`${prefix}${name}`);
    }
  };
  for (const line of text.split('\n', seenLines)) {
    const value = parsed(line);
    if (isJsonObject(value)) add(value, '', 0);
  }
  return [[...names]];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function cellOf(row: JsonObject, column: string, steps: readonly string[]): JsonValue {
  if (Object.hasOwn(row, column)) return row[column] ?? null;
  let value: JsonValue = row;
  for (const step of steps) {
    if (!isJsonObject(value) || !Object.hasOwn(value, step)) return null;
    value = value[step] ?? null;
  }
  return value;
}
