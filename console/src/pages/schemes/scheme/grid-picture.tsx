import type { SchemeAxis, SchemeSizes, SchemeView } from '@danqing/contracts';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import './scheme.css';

interface GridPictureProps {
  readonly scheme: SchemeView;
  readonly sizes: SchemeSizes['sizes'];
  readonly total: number;
}

const levelsOf = (axis: SchemeAxis): readonly string[] => {
  if ('rules' in axis) return axis.rules.map(({ part }) => part);
  return 'tiers' in axis ? axis.tiers.parts : axis.values.parts.map(({ part }) => part);
};

/** A grid as a table: the more people, the darker. */
export function GridPicture({ scheme, sizes, total }: GridPictureProps) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const { definition, parts } = scheme;
  if (!('grid' in definition)) return null;
  const { rows: down, columns: across } = definition.grid;
  const rows = 'tiers' in down ? levelsOf(down).toReversed() : levelsOf(down);
  const columns = levelsOf(across);
  const most = Math.max(1, ...sizes.filter(({ key }) => key !== '').map(({ size }) => size));
  return (
    <Card size="small" title={t('gridOf')}>
      <div className="scheme-scroll" role="region" aria-label={t('gridOf')} tabIndex={0}>
        <table className="scheme-matrix">
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {columns.map((column) => {
                  const key = `${row} × ${column}`;
                  const size = sizes.find((each) => each.key === key)?.size ?? 0;
                  const name = parts.find((part) => part.key === key)?.name ?? key;
                  return (
                    <td key={column} style={{ background: `color-mix(in srgb, var(--primary) ${Math.round((size / most) * 35)}%, var(--surface))` }}>
                      {name !== key && <strong>{name}</strong>}
                      <div>{formats.number(size)}</div>
                      <div className="scheme-faint">{formats.percent(total === 0 ? 0 : size / total)}</div>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
