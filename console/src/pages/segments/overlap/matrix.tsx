import type { OverlapView } from '@danqing/contracts';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

/** How many each two share, and which part of the row's segment that is; darker where that is more. */
export function Matrix({ overlap, names }: { readonly overlap: OverlapView; readonly names: readonly string[] }) {
  const { t } = useTranslation('portrait');
  const formats = useFormats();
  const cell = { padding: '8px 12px', textAlign: 'center' as const, border: '1px solid var(--line)' };
  return (
    <div role="region" aria-label={t('overlap.matrix')} tabIndex={0} style={{ overflowX: 'auto' }}>
      <table style={{ borderCollapse: 'collapse' }}>
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col" style={{ ...cell, fontWeight: 400, fontSize: 13, maxWidth: 140, overflowWrap: 'anywhere' }}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, row) => (
            <tr key={name}>
              <th scope="row" style={{ ...cell, fontWeight: 400, fontSize: 13, textAlign: 'left', maxWidth: 180, overflowWrap: 'anywhere' }}>
                {name}
              </th>
              {names.map((other, column) => {
                const size = overlap.shared[row]?.[row] ?? 0;
                const shared = overlap.shared[row]?.[column] ?? 0;
                const share = size === 0 ? 0 : shared / size;
                if (row === column)
                  return (
                    <td key={other} style={{ ...cell, fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>
                      {formats.number(size)}
                    </td>
                  );
                return (
                  <td
                    key={other}
                    style={{
                      ...cell,
                      background: `color-mix(in srgb, var(--primary) ${Math.round(share * 30)}%, transparent)`,
                      fontVariantNumeric: 'tabular-nums',
                    }}
                  >
                    <Tooltip title={t('overlap.similar', { share: formats.percent(overlap.jaccard[row]?.[column] ?? 0) })}>
                      <span>
                        {formats.number(shared)}
                        <span style={{ display: 'block', fontSize: 13 }}>{formats.percent(share)}</span>
                      </span>
                    </Tooltip>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
