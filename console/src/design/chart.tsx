import { useEffect, useRef } from 'react';
import { Skeleton } from 'antd';
import type { ChartOption } from './chart-engine.ts';
import { type ThemeMode, useThemeMode } from './theme-mode.ts';
import { dark, fontFamily, light, seriesColours } from './tokens.ts';

export type { ChartOption };

export interface ChartProps {
  readonly option: ChartOption;
  readonly height?: number;
  /** What the picture says, for those who do not see it. */
  readonly label: string;
}

/** The colours and letters of every chart. */
function themeOf(mode: ThemeMode): object {
  const palette = mode === 'dark' ? dark : light;
  const axis = {
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.textSecondary },
    splitLine: { lineStyle: { color: palette.line } },
  };
  return {
    color: [...seriesColours[mode]],
    backgroundColor: 'transparent',
    textStyle: { fontFamily, color: palette.text },
    legend: { textStyle: { color: palette.textSecondary } },
    tooltip: { backgroundColor: palette.raised, borderColor: palette.line, textStyle: { color: palette.text } },
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
  };
}

/** A picture by echarts, whose code is fetched when the first chart is shown. */
export function Chart({ option, height = 260, label }: ChartProps) {
  const mode = useThemeMode();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let close = (): void => undefined;
    let isGone = false;
    void import('./chart-engine.ts').then(({ openChart }) => {
      if (!isGone) close = openChart(element, themeOf(mode), option);
    });
    return () => {
      isGone = true;
      close();
    };
  }, [mode, option]);
  return (
    <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }}>
      <Skeleton.Node active style={{ width: '100%', height }} />
    </div>
  );
}
