import { Fault } from '#kernel';
import { cellOf } from './cell.ts';
import type { Table } from './sheet.ts';

/** What a sheet of Excel holds (Microsoft, “Excel specifications and limits”); one row is the headings. */
export const sheetLimits = { rows: 1_048_576, columns: 16_384, characters: 32_767 } as const;

const tooLarge = (message: string): Fault => new Fault('DQ_XLSX_LIMIT', 422, message);

/** Throws where a sheet cannot hold a table: a file that Excel would cut or mend is worse than none. */
export function requireFit({ columns, rows }: Table): void {
  if (columns.length > sheetLimits.columns)
    throw tooLarge(`a sheet of Excel holds ${sheetLimits.columns} columns, the answer has ${columns.length}: leave some out, or take CSV`);
  if (rows.length >= sheetLimits.rows)
    throw tooLarge(`a sheet of Excel holds ${sheetLimits.rows - 1} rows below the headings, the answer has ${rows.length}: ask for fewer, or take CSV`);
  for (const [at, row] of rows.entries())
    for (const [place, { name, type }] of columns.entries()) {
      const cell = cellOf(row[place], type);
      if (cell?.kind === 'text' && cell.text.length > sheetLimits.characters)
        throw tooLarge(
          `a cell of Excel holds ${sheetLimits.characters} characters, “${name}” in row ${at + 1} has ${cell.text.length}: cut it with substring(…), or take CSV`,
        );
    }
}
