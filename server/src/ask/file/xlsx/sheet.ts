import type { SqlColumn } from '@danqing/contracts';
import { cellOf, cellXml } from './cell.ts';
import { style } from './styles.ts';
import { xmlText } from './text.ts';

/** What stands in a sheet. */
export interface Table {
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

/** So many rows are written between two looks at the clock of others. */
const rowsAtOnce = 200;
/** As wide as the first rows ask for, in characters. */
const [narrowest, widest, rowsLookedAt] = [9, 60, 100];

/** A, B, …, AA: how Excel names a column. */
const letters = (index: number): string => (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

/** Characters of Chinese take two places. */
const widthOf = (text: string): number => text.length + (text.match(/[\u2E80-\uFFEF]/g)?.length ?? 0);

function columnsXml({ columns, rows }: Table): string {
  const widths = columns.map(({ name, type }, index) => {
    const shown = rows.slice(0, rowsLookedAt).map((row) => {
      const cell = cellOf(row[index], type);
      if (cell === null) return 0;
      if (cell.kind === 'text') return widthOf(cell.text);
      return cell.kind === 'number' && cell.style === style.moment ? 19 : cell.kind === 'number' && cell.style === style.date ? 10 : String(cell.value).length;
    });
    return Math.min(widest, Math.max(narrowest, widthOf(name), ...shown) + 2);
  });
  return `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;
}

/** A sheet's XML in pieces: headings that stay in sight, then the rows. */
export function* sheetXml(table: Table): Generator<string> {
  const { columns, rows } = table;
  const places = columns.map((_, index) => letters(index));
  yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<dimension ref="A1:${places.at(-1) ?? 'A'}${rows.length + 1}"/>` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `${columnsXml(table)}<sheetData><row r="1">${columns
      .map(({ name }, index) => `<c r="${places[index] ?? ''}1" t="inlineStr" s="${style.heading}"><is><t xml:space="preserve">${xmlText(name)}</t></is></c>`)
      .join('')}</row>`;
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    yield rows
      .slice(from, from + rowsAtOnce)
      .map((row, index) => {
        const number = from + index + 2;
        const cells = columns.map(({ type }, place) => {
          const cell = cellOf(row[place], type);
          return cell === null ? '' : cellXml(cell, `${places[place] ?? ''}${number}`);
        });
        return `<row r="${number}">${cells.join('')}</row>`;
      })
      .join('');
  yield '</sheetData></worksheet>';
}
