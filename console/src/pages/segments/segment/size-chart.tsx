import type { SegmentView, SizesView } from '@danqing/contracts';
import { Card, Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { Chart, type ChartOption } from '../../../design/chart.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { dayBefore } from '../../../parts/days.ts';

const ranges = ['30', '90', '365'] as const;
type Range = (typeof ranges)[number];

/** Its size by day, and who entered and left. */
export function SizeChart({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('segments');
  const formats = useFormats();
  const [asked, setRange] = useUrlState('days', '30');
  const range: Range = ranges.find((each) => each === asked) ?? '30';
  const sizes = useApi<Static<typeof SizesView>>(`/api/v1/segments/${encodeURIComponent(segment.key)}/sizes`, {
    query: range === '30' ? {} : { from: dayBefore(Number(range) - 1) },
    keepPrevious: true,
  });
  const words = { size: t('sizeLine'), entered: t('entered'), left: t('left') };
  const { size, entered, left } = words;
  const option = useMemo(() => sizeOption(sizes.data, { size, entered, left }), [sizes.data, size, entered, left]);
  return (
    <Card
      title={t('sizes')}
      extra={
        <Segmented<Range>
          size="small"
          value={range}
          onChange={(next) => setRange(next)}
          options={ranges.map((value) => ({ value, label: t(`sizesRange.d${value}`) }))}
        />
      }
    >
      {sizes.isError ? (
        <ErrorState error={sizes.error} onRetry={() => void sizes.refetch()} />
      ) : option === undefined ? (
        <EmptyState title={t('sizesEmpty')} />
      ) : (
        <Chart option={option} height={300} label={t('sizesLabel', { name: segment.name, size: formats.number(segment.count ?? 0) })} />
      )}
    </Card>
  );
}

/** A line of sizes above bars of who came and went; nothing while there is only one day. */
function sizeOption(
  sizes: Static<typeof SizesView> | undefined,
  words: { readonly size: string; readonly entered: string; readonly left: string },
): ChartOption | undefined {
  if (sizes === undefined || sizes.items.length < 2) return undefined;
  const days = sizes.items.map(({ day }) => day);
  const bar = { type: 'bar' as const, stack: 'moves', xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 14 };
  return {
    grid: [
      { left: 64, right: 16, top: 36, height: 140 },
      { left: 64, right: 16, top: 204, height: 56 },
    ],
    legend: { top: 0, right: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: [
      { type: 'category', data: days, axisLabel: { show: false }, axisTick: { show: false } },
      { type: 'category', data: days, gridIndex: 1 },
    ],
    yAxis: [
      { type: 'value', minInterval: 1, scale: true },
      { type: 'value', gridIndex: 1, splitNumber: 2, minInterval: 1 },
    ],
    series: [
      { type: 'line', name: words.size, data: sizes.items.map(({ size }) => size), showSymbol: false, areaStyle: { opacity: 0.08 } },
      { ...bar, name: words.entered, data: sizes.items.map(({ entered }) => entered) },
      { ...bar, name: words.left, data: sizes.items.map(({ left }) => -left) },
    ],
  };
}
