import type { TagDistributionShape } from '@danqing/contracts';
import type { ChartOption } from '../../../design/chart.tsx';

/** One bar. */
export interface Bar {
  readonly name: string;
  readonly count: number;
  /** How many of them are filled in; of a feature only. */
  readonly imputed?: number;
}

interface Words {
  readonly value: (value: unknown) => string;
  readonly number: (value: number) => string;
  readonly range: (from: string, to: string) => string;
}

/** So many bars can be told apart; the table has the rest. */
const mostBars = 15;
/** Numbers of so few different values are shown one by one. */
const fewValues = 24;

/** Numbers stand in their order, dates in time, everything else by how many have it. */
export function barsOf(found: TagDistributionShape, words: Words): readonly Bar[] {
  const { values, bins, periods, numbers, distinct, filled: filling } = found;
  const barOf = ({ value, count }: TagDistributionShape['values'][number]): Bar => ({
    name: words.value(value),
    count,
    ...(filling !== undefined && { imputed: filling.values.find((each) => each.value === String(value))?.count ?? 0 }),
  });
  if (periods !== undefined) return filled(periods);
  if (numbers === null) return values.slice(0, mostBars).map(barOf);
  if (bins === undefined || (distinct <= fewValues && values.length === distinct))
    return values.toSorted((a, b) => Number(a.value) - Number(b.value)).map(barOf);
  return bins.map(({ from, to, count }, place) => ({
    name: words.range(words.number(from), words.number(to)),
    count,
    ...(filling !== undefined && { imputed: filling.bins[place] ?? 0 }),
  }));
}

/** Days, months or years in which nobody is are shown as such. */
function filled(periods: readonly { readonly period: string; readonly count: number }[]): readonly Bar[] {
  const counts = new Map(periods.map(({ period, count }) => [period, count]));
  const [first, last] = [periods[0]?.period, periods.at(-1)?.period];
  if (first === undefined || last === undefined) return [];
  const names: string[] = [];
  for (let at = first; at <= last && names.length < 400; at = after(at)) names.push(at);
  return names.map((name) => ({ name, count: counts.get(name) ?? 0 }));
}

function after(period: string): string {
  const [year = 0, month, day] = period.split('-').map(Number);
  if (month === undefined) return String(year + 1).padStart(4, '0');
  const next = new Date(Date.UTC(year, day === undefined ? month : month - 1, (day ?? 0) + 1));
  return next.toISOString().slice(0, day === undefined ? 7 : 10);
}

/** What the two parts of a bar are called. */
interface FillWords {
  readonly real: string;
  readonly imputed: string;
}

/** Lying bars where names are read, standing ones where their order is what counts. */
export function spreadOption(bars: readonly Bar[], isOrdered: boolean, number: (value: number) => string, filling: FillWords): ChartOption {
  const names = { type: 'category' as const, data: bars.map(({ name }) => name), axisTick: { show: false } };
  const counts = { type: 'value' as const, minInterval: 1, axisLabel: { formatter: (value: number) => number(value) } };
  const isFilled = bars.some(({ imputed }) => imputed !== undefined);
  const bar = { type: 'bar' as const, barMaxWidth: 28, itemStyle: { borderRadius: 3 } };
  const series = isFilled
    ? [
        { ...bar, name: filling.real, stack: 'all', data: bars.map(({ count, imputed = 0 }) => count - imputed) },
        { ...bar, name: filling.imputed, stack: 'all', data: bars.map(({ imputed = 0 }) => imputed) },
      ]
    : [{ ...bar, data: bars.map(({ count }) => count) }];
  const common = {
    tooltip: { trigger: 'axis' as const, axisPointer: { type: 'shadow' as const } },
    ...(isFilled && { legend: { top: 0, right: 0 } }),
    series,
  };
  const top = isFilled ? 32 : 16;
  if (isOrdered)
    return {
      ...common,
      grid: { left: 8, right: 16, top, bottom: 8, containLabel: true },
      xAxis: { ...names, axisLabel: { hideOverlap: true } },
      yAxis: counts,
    };
  return {
    ...common,
    grid: { left: 8, right: 24, top: isFilled ? top : 8, bottom: 8, containLabel: true },
    xAxis: counts,
    yAxis: { ...names, inverse: true, axisLabel: { width: 140, overflow: 'truncate' } },
  };
}
