import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/format.ts';
import './scheme/scheme.css';

/** A row or column of a grid. */
export interface GridLevel {
  readonly key: string;
  readonly name: string;
}

interface SizeGridProps {
  readonly label: string;
  /** As they are read: from above, and from the left. */
  readonly rows: readonly GridLevel[];
  readonly columns: readonly GridLevel[];
  /** Sizes by the key of the part; the unassigned under ''. */
  readonly sizeOf: (key: string) => number;
  /** A name of its own; '' where it has none. */
  readonly nameOf: (key: string) => string;
  readonly total: number;
}

const keyOfCell = (row: GridLevel, column: GridLevel): string => `${row.key} × ${column.key}`;

/** A grid as a table: the more people, the darker. Rows and columns are summed up; with the unassigned they are everybody. */
export function SizeGrid({ label, rows, columns, sizeOf, nameOf, total }: SizeGridProps) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const sum = (of: readonly GridLevel[], size: (level: GridLevel) => number): number => of.reduce((all, level) => all + size(level), 0);
  const most = Math.max(1, ...rows.flatMap((row) => columns.map((column) => sizeOf(keyOfCell(row, column)))));
  const inRow = (row: GridLevel): number => sum(columns, (column) => sizeOf(keyOfCell(row, column)));
  const inColumn = (column: GridLevel): number => sum(rows, (row) => sizeOf(keyOfCell(row, column)));
  const figure = (size: number) => (
    <>
      <div>{formats.number(size)}</div>
      <div className="scheme-faint">{formats.percent(total === 0 ? 0 : size / total)}</div>
    </>
  );
  return (
    <div className="scheme-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="scheme-matrix is-sizes">
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.name}
              </th>
            ))}
            <th scope="col">{t('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              {columns.map((column) => {
                const key = keyOfCell(row, column);
                const size = sizeOf(key);
                const name = nameOf(key);
                return (
                  <td key={column.key} style={{ background: `color-mix(in srgb, var(--primary) ${Math.round((size / most) * 35)}%, var(--surface))` }}>
                    {name !== '' && <strong>{name}</strong>}
                    {figure(size)}
                  </td>
                );
              })}
              <td className="is-sum">{figure(inRow(row))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('sum')}</th>
            {columns.map((column) => (
              <td key={column.key} className="is-sum">
                {figure(inColumn(column))}
              </td>
            ))}
            <td className="is-sum">{figure(sum(rows, inRow))}</td>
          </tr>
          <tr>
            <th scope="row">{t('unassigned')}</th>
            <td colSpan={columns.length + 1} className="is-whole">
              {figure(sizeOf(''))}
            </td>
          </tr>
          <tr>
            <th scope="row">{t('total')}</th>
            <td colSpan={columns.length + 1} className="is-whole">
              {figure(sum(rows, inRow) + sizeOf(''))}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
