import type { PipelineHistory } from '@danqing/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, type ChartOption } from '../../../design/chart.tsx';

/** The largest delay of each part of the time; nothing where nothing was measured. */
export function LagChart({ history, label }: { readonly history: PipelineHistory; readonly label: string }) {
  const { t } = useTranslation('health');
  const option = useMemo<ChartOption>(
    () => ({
      grid: { left: 8, right: 8, top: 12, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'time' },
      yAxis: { type: 'value', min: 0, axisLabel: { formatter: `{value} ${t('seconds')}` } },
      series: [{ type: 'line', name: t('lagChart'), showSymbol: true, symbolSize: 4, data: history.points.map((point) => [point.at, point.lagSeconds]) }],
    }),
    [history, t],
  );
  return <Chart option={option} label={label} height={160} />;
}
