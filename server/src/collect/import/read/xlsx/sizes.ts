import type { Sheet, Workbook } from './workbook.ts';
import { attributeOf, tagsOf } from './xml.ts';

export interface SheetSize {
  readonly name: string;
  /** By what the sheet says of itself; an estimate where it says nothing. */
  readonly rows: number;
}

const headBytes = 1024 * 1024;

/** How many rows each sheet has, from its beginning alone. */
export async function sheetSizes(book: Workbook): Promise<readonly SheetSize[]> {
  const sizes: SheetSize[] = [];
  for (const sheet of book.sheets) sizes.push({ name: sheet.name, rows: await rowsOf(book, sheet) });
  return sizes;
}

async function rowsOf({ zip }: Workbook, { entry }: Sheet): Promise<number> {
  let head = '';
  for await (const piece of zip.read(entry)) {
    head += piece.toString('latin1');
    if (head.length >= headBytes) break;
  }
  const [dimension = ''] = tagsOf(head.slice(0, 10_000), 'dimension');
  const said = Number(/:[A-Z]+(\d+)$/.exec(attributeOf(dimension, 'ref') ?? '')?.[1] ?? 0);
  const seen = tagsOf(head, 'row').length;
  // Programs that write a sheet as a stream do not know its end when they write its beginning.
  return Math.max(said, entry.bytes <= head.length ? seen : Math.round((seen * entry.bytes) / head.length));
}
