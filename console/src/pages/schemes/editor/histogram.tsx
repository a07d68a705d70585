import type { SchemePreview } from '@danqing/contracts';
import { Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, type ChartOption } from '../../../design/chart.tsx';
import { useFormats } from '../../../parts/format.ts';

type Shown = NonNullable<SchemePreview['axes'][number]['histogram']>;

interface HistogramProps {
  readonly histogram: Shown | null;
  /** Ascending borders of the tiers, low to high. */
  readonly cuts: readonly number[];
  /** Colours of the tiers, from low to high. */
  readonly colours: readonly string[];
  readonly name: string;
}

/** How the number is spread; bars have the colour of the tier that most of them lies in. */
export function Histogram({ histogram, cuts, colours, name }: HistogramProps) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const said = JSON.stringify([histogram, cuts, colours]);
  const option = useMemo(() => (histogram === null ? undefined : optionOf(histogram, cuts, colours, formats.number)), [said, formats]);
  if (histogram === null || option === undefined) return <Typography.Text type="secondary">{t('edits.nobodyKnown')}</Typography.Text>;
  const { known, min, max, median } = histogram;
  const label = t('edits.histogramLabel', { known: formats.number(known), min: formats.number(min), max: formats.number(max), median: formats.number(median) });
  return (
    <div>
      <Typography.Text strong>{t('edits.histogram', { name })}</Typography.Text>
      <Chart option={option} height={160} label={label} />
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {label}
        {max > (histogram.bins.at(-1)?.to ?? max) && ` · ${t('edits.above99')}`}
      </Typography.Text>
    </div>
  );
}

function optionOf({ bins }: Shown, cuts: readonly number[], colours: readonly string[], number: (value: number, digits?: number) => string): ChartOption {
  return {
    grid: { left: 48, right: 8, top: 8, bottom: 24 },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: bins.map(({ from, to }) => `${number(from, 1)} – ${number(to, 1)}`),
      axisLabel: { formatter: (text: string) => text.split(' – ')[0] ?? '' },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 3 },
    series: [
      {
        type: 'bar',
        barCategoryGap: '8%',
        data: bins.map(({ from, to, count }) => {
          const tier = cuts.filter((cut) => cut < (from + to) / 2).length;
          return { value: count, itemStyle: { color: colours[tier] ?? colours[0] ?? '' } };
        }),
      },
    ],
  };
}
