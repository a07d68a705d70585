import type { SqlColumn } from '@danqing/contracts';
import type { ChartOption } from '../../../design/chart.tsx';
import { type Drawn, isNumeric, numberOf, type Rows, seriesOf } from './chart-data.ts';

export type Say = (value: number) => string;

const most = { pie: 12, series: 30 } as const;

/** Columns and rows as the option of a chart; `say` writes a value. */
export function chartOption(rows: Rows, columns: readonly SqlColumn[], drawn: Drawn, say: Say): ChartOption {
  const { kind } = drawn;
  if (kind === 'scatter') return scatterOption(rows, columns, drawn, say);
  const { labels, series } = seriesOf(rows, columns, drawn);
  if (kind === 'pie' || kind === 'donut') {
    const [first] = series;
    return {
      tooltip: { trigger: 'item', valueFormatter: (value) => say(numberOf(value) ?? 0) },
      legend: { type: 'scroll', bottom: 0 },
      series: [
        {
          type: 'pie',
          radius: kind === 'donut' ? ['45%', '70%'] : '70%',
          center: ['50%', '45%'],
          data: labels.slice(0, most.pie).map((name, index) => ({ name: name === '' ? '—' : name, value: first?.values[index] ?? 0 })),
        },
      ],
    };
  }
  return {
    tooltip: { trigger: 'axis', valueFormatter: (value) => (value === null || value === undefined ? '—' : say(numberOf(value) ?? 0)) },
    ...(series.length > 1 && { legend: { type: 'scroll', bottom: 0 } }),
    grid: { left: 8, right: 16, top: 16, bottom: series.length > 1 ? 36 : 8, containLabel: true },
    xAxis: { type: 'category', data: labels.map((label) => (label === '' ? '—' : label)) },
    yAxis: { type: 'value', axisLabel: { formatter: (value: number) => say(value) } },
    series: series
      .slice(0, most.series)
      .map(({ name, values }) =>
        kind === 'line'
          ? { type: 'line', name, data: [...values], connectNulls: false, showSymbol: values.length < 60 }
          : { type: 'bar', name, data: [...values], ...(kind === 'stacked' && { stack: 'all' }) },
      ),
  };
}

function scatterOption(rows: Rows, columns: readonly SqlColumn[], { x, y }: Drawn, say: Say): ChartOption {
  const at = (name: string | undefined): number => columns.findIndex((column) => column.name === name);
  const [across, up] = [at(x), at(y[0])];
  const isNumber = columns[across] !== undefined && isNumeric(columns[across]);
  const points = rows.flatMap((row) => {
    const [left, top] = [numberOf(row[across]), numberOf(row[up])];
    return left === null || top === null ? [] : [[left, top]];
  });
  return {
    tooltip: { trigger: 'item' },
    grid: { left: 8, right: 16, top: 16, bottom: 24, containLabel: true },
    xAxis: { type: 'value', name: x ?? '', nameLocation: 'middle', nameGap: 24, scale: true, axisLabel: { formatter: (value: number) => say(value) } },
    yAxis: { type: 'value', name: y[0] ?? '', scale: true, axisLabel: { formatter: (value: number) => say(value) } },
    series: [{ type: 'scatter', data: isNumber ? points : [], symbolSize: 7, itemStyle: { opacity: 0.6 } }],
  };
}
