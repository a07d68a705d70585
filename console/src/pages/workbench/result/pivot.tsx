import type { SqlColumn } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { type Drawn, type Rows, seriesOf } from './chart-data.ts';
import type { Say } from './chart-option.ts';

const mostColumns = 40;

/** One column down, one across, a number where they meet; the darker the more. */
export function Pivot({
  rows,
  columns,
  drawn,
  say,
}: {
  readonly rows: Rows;
  readonly columns: readonly SqlColumn[];
  readonly drawn: Drawn;
  readonly say: Say;
}) {
  const { t } = useTranslation('workbench');
  const across = drawn.series ?? columns.find(({ name }) => name !== drawn.x && !drawn.y.includes(name))?.name;
  const { labels, series } = seriesOf(rows, columns, { ...drawn, series: across });
  const shown = [...series].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })).slice(0, mostColumns);
  const largest = Math.max(1, ...shown.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const cell = {
    padding: '6px 10px',
    borderBottom: '1px solid var(--line)',
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  } as const;
  return (
    <section style={{ overflow: 'auto', maxHeight: 480 }} tabIndex={0} aria-label={t('kinds.pivot')}>
      <table style={{ borderCollapse: 'collapse', minWidth: '100%' }}>
        <thead>
          <tr>
            <th style={{ ...cell, textAlign: 'left' }}>{[drawn.x, across].filter((name) => name !== undefined).join(' × ')}</th>
            {shown.map(({ name }) => (
              <th key={name} scope="col" style={cell}>
                {name === '' ? '—' : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, place) => (
            <tr key={label}>
              <th scope="row" style={{ ...cell, textAlign: 'left', fontWeight: 500 }}>
                {label === '' ? '—' : label}
              </th>
              {shown.map(({ name, values }) => {
                const value = values[place] ?? null;
                const share = value === null ? 0 : Math.round((Math.max(0, value) / largest) * 45);
                return (
                  <td key={name} style={{ ...cell, background: `color-mix(in srgb, var(--primary) ${share}%, transparent)` }}>
                    {value === null ? '' : say(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
