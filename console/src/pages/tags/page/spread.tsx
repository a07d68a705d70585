import type { TagDistributionShape, TagView } from '@danqing/contracts';
import { Flex, Statistic, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../../design/chart.tsx';
import { useFormats } from '../../../parts/format.ts';
import { barsOf, spreadOption } from './spread-chart.ts';
import { useValueWords } from './value-words.ts';

interface SpreadChartProps {
  readonly name: string;
  /** Its key, where it has one already. */
  readonly tag?: string;
  readonly type: TagView['type'];
  readonly found: TagDistributionShape;
}

/** How the values are spread, as a picture. */
export function SpreadChart({ name, tag = '', type, found }: SpreadChartProps) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const say = useValueWords(tag);
  const isOrdered = type === 'number' || type === 'date';
  const bars = useMemo(
    () => barsOf(found, { value: say, number: formats.compact, range: (from, to) => `${from}–${to}` }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- words hang on the language, which makes the page anew
    [found, formats],
  );
  const option = useMemo(
    () => spreadOption(bars, isOrdered, formats.compact, { real: t('feature.real'), imputed: t('feature.imputed') }),
    [bars, isOrdered, formats, t],
  );
  const height = isOrdered ? 240 : Math.max(120, bars.length * 30 + 40);
  return <Chart option={option} height={height} label={t('spread.chart', { name, n: formats.number(found.known) })} />;
}

/** What the numbers are like, in figures. */
export function NumberFigures({ numbers }: { readonly numbers: NonNullable<TagDistributionShape['numbers']> }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const at = (q: number): number => numbers.quantiles.find((each) => each.q === q)?.value ?? 0;
  const figures = [
    [t('spread.min'), formats.number(numbers.min)],
    [t('spread.median'), formats.number(at(0.5))],
    [t('spread.mean'), formats.number(numbers.mean)],
    [t('spread.max'), formats.number(numbers.max)],
  ] as const;
  return (
    <div>
      <Flex wrap gap={24}>
        {figures.map(([title, value]) => (
          <Statistic key={title} title={title} value={value} styles={{ content: { fontSize: 18 } }} />
        ))}
      </Flex>
      <Typography.Text type="secondary">
        {t('spread.middle')} {t('spread.range', { from: formats.number(at(0.25)), to: formats.number(at(0.75)) })}
      </Typography.Text>
    </div>
  );
}
