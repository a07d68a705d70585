import type { TagSnapshotItem } from '@danqing/contracts';
import type { ChartOption } from '../../../design/chart.tsx';

export interface Line {
  readonly name: string;
  /** By day; null where there was nothing. */
  readonly values: readonly (number | null)[];
}

type Days = readonly TagSnapshotItem[];

/** More cannot be told apart in one picture; the rest is one line. */
const mostLines = 5;

/** Of those with a value, the share of each of the values that are most frequent on the last day. */
export function shareLines(days: Days, say: (value: unknown) => string, other: string): readonly Line[] {
  const shown = (days.at(-1)?.distribution.values ?? []).slice(0, mostLines).map(({ value }) => value);
  const shareOf = ({ distribution: { values, known } }: Days[number], value: unknown): number =>
    known === 0 ? 0 : (values.find((each) => each.value === value)?.count ?? 0) / known;
  const lines = shown.map((value) => ({ name: say(value), values: days.map((day) => shareOf(day, value)) }));
  const rest = days.map(
    (day, index) => Math.max(0, 1 - lines.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)) * (day.distribution.known === 0 ? 0 : 1),
  );
  return rest.some((share) => share > 0.005) ? [...lines, { name: other, values: rest }] : lines;
}

/** Quartiles of the numbers. */
export function numberLines(days: Days, words: { readonly low: string; readonly median: string; readonly high: string }): readonly Line[] {
  const at = (q: number): readonly (number | null)[] =>
    days.map(({ distribution }) => distribution.numbers?.quantiles.find((each) => each.q === q)?.value ?? null);
  return [
    { name: words.high, values: at(0.75) },
    { name: words.median, values: at(0.5) },
    { name: words.low, values: at(0.25) },
  ];
}

export const linesOption = (days: Days, lines: readonly Line[], write: (value: number) => string, isStacked: boolean): ChartOption => ({
  grid: { left: 8, right: 16, top: lines.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
  tooltip: { trigger: 'axis', valueFormatter: (value) => (typeof value === 'number' ? write(value) : '–') },
  ...(lines.length > 1 && { legend: { top: 0, type: 'scroll' } }),
  xAxis: { type: 'category', data: days.map(({ day }) => day), boundaryGap: false },
  yAxis: { type: 'value', ...(isStacked && { max: 1 }), axisLabel: { formatter: write } },
  series: lines.map(({ name, values }) => ({
    type: 'line',
    name,
    data: [...values],
    showSymbol: false,
    ...(isStacked && { stack: 'all', areaStyle: { opacity: 0.25 } }),
  })),
});
