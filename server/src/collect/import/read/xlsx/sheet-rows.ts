import { Fault } from '#kernel';
import { columnOf, styledText } from './cell.ts';
import type { Strings } from './strings.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { attributeOf, elementsOf, textOf, unescapeXml } from './xml.ts';

/** A row of a sheet as it stands there; `number` is the one in its margin, 1-based. Blank rows are none. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

const mostRowLength = 32 * 1024 * 1024;
const mostColumns = 16_384;

/** A cell far to the right makes all before it blank: in row after row, thirty characters make sixteen thousand cells. No sheet that anybody has does it. */
const harmlessCells = 50_000_000;
const mostCellsPerCharacter = 50;
/** Cells of rows that are handed on at once. */
const mostHeldCells = 2_000_000;
const tooWide = (): Fault =>
  new Fault(
    'DQ_IMPORT_XLSX',
    400,
    'row after row of the sheet has a cell far to the right and nothing before it: take those cells out, or save the sheet as CSV',
  );

/** The rows of one sheet, stretch by stretch. What is in memory is one stretch of XML and its rows. */
export async function* sheetRows(book: Workbook, sheet: Sheet, strings: Strings, onPacked?: (bytes: number) => void): AsyncIterable<readonly SheetRow[]> {
  let [last, made, characters, held] = [0, 0, 0, 0];
  for await (const elements of elementsOf(book.zip.read(sheet.entry, onPacked), 'row', mostRowLength)) {
    const rows: SheetRow[] = [];
    for (const element of elements) {
      const head = element.slice(0, element.indexOf('>') + 1);
      const number = Number(attributeOf(head, 'r') ?? last + 1);
      last = number;
      const cells = cellsOf(element, book, strings);
      characters += element.length;
      made += cells.length;
      if (made > harmlessCells + characters * mostCellsPerCharacter) throw tooWide();
      if ((held += cells.length) > mostHeldCells) {
        yield rows.splice(0);
        held = cells.length;
      }
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ number, cells });
    }
    yield rows;
    held = 0;
  }
}

const cellForm = /<((?:\w+:)?)c((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*?)?)(\/?)>/g;
const valueForm = /<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)</;
const referenceForm = /\sr=["']([A-Za-z]+)/;
const typeForm = /\st=["'](\w+)/;
const styleForm = /\ss=["'](\d+)/;

function cellsOf(row: string, book: Workbook, strings: Strings): readonly string[] {
  const cells: string[] = [];
  cellForm.lastIndex = 0;
  for (let found = cellForm.exec(row); found !== null; found = cellForm.exec(row)) {
    const [, prefix = '', attributes = '', slash = ''] = found;
    const start = cellForm.lastIndex;
    const end = slash === '' ? row.indexOf(`</${prefix}c>`, start) : start;
    // A cell without an end: what follows is none of the row's.
    if (end === -1) break;
    cellForm.lastIndex = end;
    const inner = row.slice(start, end);
    const reference = referenceForm.exec(attributes)?.[1];
    const column = reference === undefined ? cells.length : columnOf(reference);
    if (column >= mostColumns) continue;
    while (cells.length < column) cells.push('');
    cells[column] = inner === '' ? '' : cellText(attributes, inner, book, strings);
  }
  return cells;
}

function cellText(attributes: string, inner: string, book: Workbook, strings: Strings): string {
  const type = typeForm.exec(attributes)?.[1] ?? 'n';
  if (type === 'inlineStr') return textOf(inner);
  const value = valueForm.exec(inner)?.[1] ?? '';
  if (value === '') return '';
  switch (type) {
    case 's':
      return strings(Number(value));
    case 'b':
      return value === '1' ? 'true' : 'false';
    case 'e': // #N/A, #REF!: nothing is known
      return '';
    case 'n':
      return styledText(value.trim(), book.styles[Number(styleForm.exec(attributes)?.[1] ?? -1)], book.is1904);
    default: // str (of a formula), d (ISO 8601)
      return unescapeXml(value);
  }
}
