import { Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { cellKey, fromAbove, type Model } from './model.ts';
import '../scheme/scheme.css';

interface CellsFormProps {
  readonly model: Model;
  readonly onChange: (model: Model) => void;
}

/** What the cells of a grid are called. */
export function CellsForm({ model, onChange }: CellsFormProps) {
  const { t } = useTranslation('schemes');
  const { rows, columns, cells } = model;
  const nothing = { name: '', color: '', description: '' };
  return (
    <div>
      <Typography.Paragraph type="secondary">{t('edits.cellNamesHint')}</Typography.Paragraph>
      <div className="scheme-scroll" role="region" aria-label={t('edits.cellNames')} tabIndex={0}>
        <table className="scheme-matrix">
          <thead>
            <tr>
              <td />
              {columns.levels.map((column) => (
                <th key={column.id} scope="col">
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fromAbove(rows).map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                {columns.levels.map((column) => {
                  const key = cellKey(row, column);
                  return (
                    <td key={column.id} style={{ padding: 4 }}>
                      <Input
                        variant="borderless"
                        maxLength={100}
                        aria-label={t('edits.cellName', { row: row.name, column: column.name })}
                        placeholder={`${row.name} × ${column.name}`}
                        value={cells[key]?.name ?? ''}
                        onChange={({ target }) => onChange({ ...model, cells: { ...cells, [key]: { ...(cells[key] ?? nothing), name: target.value } } })}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
