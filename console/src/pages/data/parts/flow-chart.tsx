import type { PipelineHistory } from '@danqing/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, type ChartOption } from '../../../design/chart.tsx';

const flows = ['passed', 'dropped', 'parked'] as const;

/** What moved, part by part: bars on each other. */
export function FlowChart({ history, label, height }: { readonly history: PipelineHistory; readonly label: string; readonly height?: number }) {
  const { t } = useTranslation('health');
  const option = useMemo<ChartOption>(
    () => ({
      grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'time' },
      yAxis: { type: 'value', minInterval: 1 },
      series: flows.map((flow) => ({
        type: 'bar' as const,
        name: t(flow),
        stack: 'flow',
        barCategoryGap: '20%',
        data: history.points.map((point) => [point.at, Math.max(0, point[flow])]),
      })),
    }),
    [history, t],
  );
  return <Chart option={option} label={label} {...(height !== undefined && { height })} />;
}
