import type { ChartOption } from '../../../design/chart.tsx';

export interface Line {
  readonly key: string;
  readonly sizes: readonly number[];
}

interface Words {
  readonly nameOf: (key: string) => string;
  readonly colourOf: (key: string) => string;
  readonly isShares: boolean;
}

/** Areas on top of each other, together everyone; or shares of everyone. */
export function trendOption(days: readonly string[], lines: readonly Line[], { nameOf, colourOf, isShares }: Words): ChartOption {
  const totals = days.map((_, day) => lines.reduce((sum, { sizes }) => sum + (sizes[day] ?? 0), 0));
  const shown = (size: number, day: number): number => {
    if (!isShares) return size;
    const total = totals[day] ?? 0;
    return total === 0 ? 0 : Math.round((size / total) * 10_000) / 100;
  };
  return {
    grid: { left: 64, right: 16, top: 16, bottom: 72 },
    legend: { bottom: 0, type: 'plain' },
    tooltip: { trigger: 'axis', ...(isShares && { valueFormatter: (value) => `${String(value)}%` }) },
    xAxis: { type: 'category', data: [...days], boundaryGap: false },
    yAxis: { type: 'value', minInterval: isShares ? 0 : 1, ...(isShares && { max: 100, axisLabel: { formatter: '{value}%' } }) },
    series: lines.map(({ key, sizes }) => ({
      type: 'line',
      name: nameOf(key),
      stack: 'everyone',
      showSymbol: false,
      lineStyle: { width: 1, color: colourOf(key) },
      itemStyle: { color: colourOf(key) },
      areaStyle: { opacity: 0.65, color: colourOf(key) },
      data: sizes.map(shown),
    })),
  };
}
