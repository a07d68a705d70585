import { Fault } from '#kernel';
import type { Workbook } from './workbook.ts';
import { elementsOf, textOf } from './xml.ts';

/** The workbook's table of texts. */
export type Strings = (index: number) => string;

const mostBytes = 1024 ** 3;
const cacheSize = 4096;
/** Longest text of a cell in Excel is 32,767 characters; formatting makes many of one. */
const mostItemLength = 8 * 1024 * 1024;

/**
 * Reads the shared texts into one run of bytes outside of the heap, a text's characters each a byte or three: as strings, a sheet of 300,000 rows
 * with ten texts of its own each would be 400 MB for the garbage collector. The last texts asked for are kept as strings, because columns repeat themselves.
 */
export async function readStrings({ zip, strings }: Workbook): Promise<Strings> {
  if (strings === undefined) return () => '';
  let bytes = Buffer.allocUnsafe(Math.min(mostBytes, Math.max(65_536, Math.ceil(strings.bytes / 2))));
  let ends = new Float64Array(65_536);
  let [count, length] = [0, 0];
  for await (const items of elementsOf(zip.read(strings), 'si', mostItemLength)) {
    for (const item of items) {
      const text = textOf(item);
      const most = length + text.length * 3;
      if (most > bytes.length) {
        if (most > mostBytes) throw new Fault('DQ_IMPORT_XLSX', 400, 'the workbook holds more than a gigabyte of text: save the sheet as CSV');
        bytes = Buffer.concat([bytes.subarray(0, length), Buffer.allocUnsafe(Math.max(most - length, bytes.length >> 1))]);
      }
      length += bytes.write(text, length);
      if (count === ends.length) {
        const wider = new Float64Array(ends.length * 2);
        wider.set(ends);
        ends = wider;
      }
      ends[count++] = length;
    }
  }
  const cachedIndex = new Int32Array(cacheSize).fill(-1);
  const cached: string[] = Array.from({ length: cacheSize }, () => '');
  return (index) => {
    if (!(index >= 0 && index < count)) return '';
    const place = index % cacheSize;
    if (cachedIndex[place] !== index) {
      cached[place] = bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
      cachedIndex[place] = index;
    }
    return cached[place] ?? '';
  };
}
