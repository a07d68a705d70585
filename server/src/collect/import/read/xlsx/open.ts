import { Fault } from '#kernel';
import { distinctNames, findHeading, headingReach } from '../heading.ts';
import type { Row, RowBatch } from '../row.ts';
import { columnLetters } from './cell.ts';
import { type SheetRow, sheetRows } from './sheet-rows.ts';
import { sheetSizes, type SheetSize } from './sizes.ts';
import { readStrings } from './strings.ts';
import { openWorkbook } from './workbook.ts';

export interface XlsxOptions {
  /** A sheet's name; without one, the sheet with the most rows. */
  readonly sheet?: string | undefined;
  /** The number in the margin of the row that names the columns; 0: none does. Found when it is not given. */
  readonly headerRow?: number | undefined;
}

export interface XlsxRows {
  readonly columns: readonly string[];
  readonly sheet: string;
  readonly sheets: readonly SheetSize[];
  readonly headerRow: number;
  readonly batches: AsyncIterable<RowBatch>;
  readBytes(): number;
}

/**
 * Opens one sheet of an Excel workbook as rows of texts. Numbers of rows are counted from the heading (`headerRow` + number is the one in the margin). Memory holds a stretch of the sheet and the workbook's
 * texts; it does not grow with the number of rows. Throws DQ_IMPORT_… for what is no workbook, and for a sheet that it does not have.
 */
export async function openXlsx(path: string, options: XlsxOptions): Promise<XlsxRows> {
  const book = await openWorkbook(path);
  const sheets = await sheetSizes(book);
  const largest = sheets.reduce((best, one) => (one.rows > best.rows ? one : best), sheets[0] ?? { name: '', rows: 0 });
  const name = options.sheet ?? largest.name;
  const sheet = book.sheets.find((one) => one.name === name);
  if (sheet === undefined) {
    const message = `the workbook has no sheet "${name}"; it has ${book.sheets.map((one) => `"${one.name}"`).join(', ')}`;
    throw new Fault('DQ_IMPORT_MAPPING', 400, message, { errors: [{ path: '/sheet', code: 'unknown_sheet', message, suggestion: largest.name }] });
  }
  let read = 0;
  const strings = await readStrings(book);
  const stretches = sheetRows(book, sheet, strings, (bytes) => {
    read += bytes;
  })[Symbol.asyncIterator]();
  const head = await readHead(stretches);
  if (head.length === 0) {
    await stretches.return?.();
    throw new Fault('DQ_IMPORT_EMPTY', 400, `the sheet "${name}" is empty`);
  }
  const headerRow = headerRowOf(head, options.headerRow);
  const below = head.filter(({ number }) => number > headerRow);
  const columns = columnsOf(head.find(({ number }) => number === headerRow)?.cells ?? [], below);
  return { columns, sheet: name, sheets, headerRow, readBytes: () => read, batches: batchesOf(stretches, below, headerRow, columns.length) };
}

type Stretches = AsyncIterator<readonly SheetRow[]>;

/** Rows enough to find the heading and to see how wide the table is. */
async function readHead(stretches: Stretches): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  while (rows.length < headingReach * 4) {
    const next = await stretches.next();
    if (next.done === true) break;
    for (const row of next.value) rows.push(row);
  }
  return rows;
}

function headerRowOf(head: readonly SheetRow[], given: number | undefined): number {
  if (given !== undefined) return given;
  const index = findHeading(head.map(({ cells }) => cells));
  return index === undefined ? 0 : (head[index]?.number ?? 0);
}

/** The heading's names; a column that has data and no name is called by its letters. */
function columnsOf(heading: readonly string[], below: readonly SheetRow[]): readonly string[] {
  const width = Math.max(lastFilled(heading), ...below.map(({ cells }) => lastFilled(cells)));
  const names = Array.from({ length: width }, (_, index) => {
    const name = heading[index] ?? '';
    return name.trim() === '' ? `column ${columnLetters(index)}` : name;
  });
  return distinctNames(names);
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

async function* batchesOf(stretches: Stretches, below: readonly SheetRow[], headerRow: number, width: number): AsyncIterable<RowBatch> {
  try {
    yield batchOf(below, headerRow, width);
    for (let next = await stretches.next(); next.done !== true; next = await stretches.next()) {
      yield batchOf(
        next.value.filter(({ number }) => number > headerRow),
        headerRow,
        width,
      );
    }
  } finally {
    await stretches.return?.();
  }
}

function batchOf(found: readonly SheetRow[], headerRow: number, width: number): RowBatch {
  const rows: Row[] = [];
  const rejected: { row: number; reason: string }[] = [];
  for (const { number, cells } of found) {
    const filled = cells.length <= width ? cells.length : lastFilled(cells);
    if (filled > width) rejected.push({ row: number - headerRow, reason: `${filled} cells where the header has ${width}` });
    else rows.push({ number: number - headerRow, cells: cells.length === width ? cells : Array.from({ length: width }, (_, index) => cells[index] ?? '') });
  }
  return { rows, rejected };
}
