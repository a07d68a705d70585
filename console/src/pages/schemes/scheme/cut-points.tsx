import type { SchemeAxis, SchemeView } from '@danqing/contracts';
import { Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

interface Side {
  readonly axis: SchemeAxis;
  readonly cuts: readonly number[];
}

/** The borders of tiers as the last run took them. */
export function CutPoints({ scheme }: { readonly scheme: SchemeView }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const { definition, cutPoints, parts } = scheme;
  if (cutPoints === null) return null;
  const sides: readonly Side[] =
    'grid' in definition
      ? [
          { axis: definition.grid.rows, cuts: cutPoints.rows },
          { axis: definition.grid.columns, cuts: cutPoints.columns },
        ]
      : [{ axis: definition, cuts: cutPoints.rows }];
  const tiered = sides.flatMap(({ axis, cuts }) => ('tiers' in axis && cuts.length > 0 ? [{ tiers: axis.tiers, cuts }] : []));
  if (tiered.length === 0) return null;
  const nameOf = (key: string): string => parts.find((part) => part.key === key)?.name ?? key;
  const isFrozen = tiered.some(({ tiers }) => tiers.cuts === undefined);
  return (
    <Card size="small" title={t('cutPoints')}>
      <Flex vertical gap={8}>
        {tiered.map(({ tiers, cuts }) => (
          <Flex key={tiers.parts.join()} wrap gap={8}>
            {cuts.map((cut, index) => (
              <Tag key={tiers.parts[index + 1] ?? index}>
                {t(tiers.cuts === undefined ? 'cutAbove' : 'cutFrom', { part: nameOf(tiers.parts[index + 1] ?? ''), cut: formats.number(cut) })}
              </Tag>
            ))}
          </Flex>
        ))}
        {isFrozen && <Typography.Text type="secondary">{t('cutsFrozen')}</Typography.Text>}
      </Flex>
    </Card>
  );
}
