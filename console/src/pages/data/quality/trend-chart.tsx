import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, type ChartOption } from '../../../design/chart.tsx';
import { useFormats } from '../../../parts/format.ts';

interface Day {
  readonly day: string;
  readonly completeness: number | null;
  readonly validity: number | null;
  readonly timeliness?: number | null;
}

/** Shares day by day. */
export function TrendChart({ days, label, height = 220 }: { readonly days: readonly Day[]; readonly label: string; readonly height?: number }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const option = useMemo<ChartOption>(() => {
    const names = ['completeness', 'validity', ...(days.some((day) => day.timeliness !== undefined) ? (['timeliness'] as const) : [])] as const;
    const known = days.flatMap((day) => names.flatMap((name) => day[name] ?? []));
    return {
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis', valueFormatter: (value) => (typeof value === 'number' ? formats.percent(value) : '—') },
      xAxis: { type: 'category', data: days.map(({ day }) => day) },
      yAxis: {
        type: 'value',
        min: Math.min(0.8, Math.floor(Math.min(1, ...known) * 10) / 10),
        max: 1,
        axisLabel: { formatter: (value: number) => formats.percent(value, 0) },
      },
      series: names.map((name) => ({
        type: 'line' as const,
        name: t(`dimensions.${name}`),
        showSymbol: days.length < 10,
        data: days.map((day) => day[name] ?? null),
      })),
    };
  }, [days, formats, t]);
  return <Chart option={option} label={label} height={height} />;
}
