import type { OverlapView } from '@danqing/contracts';
import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/use-may.ts';
import { useFormats } from '../../../parts/format.ts';
import { exactlyIn } from './combine.ts';
import { useMakeSegment } from './use-make.tsx';

interface UpSetProps {
  readonly overlap: OverlapView;
  readonly keys: readonly string[];
  readonly names: readonly string[];
}

const mostRows = 16;

/** Every combination with how many are in just that one, the largest first; each becomes a segment by one click. */
export function UpSet({ overlap, keys, names }: UpSetProps) {
  const { t } = useTranslation('portrait');
  const formats = useFormats();
  const mayWrite = useMay('definitions.write');
  const { make, isMaking } = useMakeSegment();
  const rows = overlap.exclusive.slice(0, mostRows);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const saidOf = (of: readonly number[]): string => {
    const [inside, outside] = [of.map((place) => names[place] ?? ''), names.filter((_, place) => !of.includes(place))];
    return (
      t('overlap.in', { names: inside.join(t('overlap.join')) }) + (outside.length === 0 ? '' : t('overlap.notIn', { names: outside.join(t('overlap.comma')) }))
    );
  };
  const nameOf = (of: readonly number[]): string => {
    const [inside, outside] = [
      of.map((place) => names[place] ?? '').join(t('overlap.comma')),
      names.filter((_, place) => !of.includes(place)).join(t('overlap.comma')),
    ];
    return outside === '' ? t('overlap.names.and', { names: inside }) : t('overlap.names.only', { names: inside, without: outside });
  };
  return (
    <div role="region" aria-label={t('overlap.upset')} tabIndex={0} style={{ overflowX: 'auto' }}>
      <table style={{ borderCollapse: 'collapse', width: '100%' }}>
        <thead>
          <tr>
            {names.map((name) => (
              <th
                key={name}
                scope="col"
                style={{
                  textAlign: 'center',
                  fontWeight: 400,
                  fontSize: 13,
                  padding: '4px 6px',
                  maxWidth: 150,
                  verticalAlign: 'bottom',
                  wordBreak: 'keep-all',
                  overflowWrap: 'anywhere',
                }}
              >
                {name}
              </th>
            ))}
            <th scope="col" style={{ textAlign: 'left', fontWeight: 400, fontSize: 13, padding: '4px 12px', verticalAlign: 'bottom' }}>
              {t('overlap.count')}
            </th>
            {mayWrite && <th aria-label={t('overlap.make')} />}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ of, count }) => (
            <tr key={of.join()} style={{ borderTop: '1px solid var(--line)' }}>
              {names.map((name, place) => (
                <td key={name} style={{ textAlign: 'center', padding: 6 }}>
                  <span
                    role="img"
                    aria-label={of.includes(place) ? t('overlap.in', { names: name }) : t('compare.notIn')}
                    style={{
                      display: 'inline-block',
                      width: 14,
                      height: 14,
                      borderRadius: 7,
                      background: of.includes(place) ? 'var(--primary)' : 'var(--line)',
                    }}
                  />
                </td>
              ))}
              <td style={{ padding: '6px 12px', minWidth: 170 }} title={saidOf(of)}>
                <Flex align="center" gap={8}>
                  <div
                    aria-hidden
                    style={{ flex: 'none', width: `${(count / most) * 40}%`, minWidth: 2, height: 12, borderRadius: 3, background: 'var(--primary)' }}
                  />
                  <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
                    {formats.number(count)} · {formats.percent(overlap.total === 0 ? 0 : count / overlap.total)}
                  </span>
                </Flex>
              </td>
              {mayWrite && (
                <td style={{ textAlign: 'right', padding: 6 }}>
                  <Button
                    size="small"
                    disabled={isMaking}
                    aria-label={t('overlap.makeOf', { what: saidOf(of) })}
                    onClick={() =>
                      make(
                        nameOf(of),
                        exactlyIn(
                          of.map((place) => keys[place] ?? ''),
                          keys.filter((_, place) => !of.includes(place)),
                        ),
                      )
                    }
                  >
                    {t('overlap.make')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
