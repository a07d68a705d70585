/** Arithmetic over what was found, straight from API.md ("Aggregates"). */
import { type Finding, type Known, numberFrom } from './values.ts';

export const length = (unit: string): number => ({ minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 })[unit] ?? Number.NaN;
const sixDecimals = (value: number): number => Math.round(value * 1e6) / 1e6;
export const numberFinding = (value: number | undefined): Finding => ({ values: value === undefined ? [] : [value], exists: value !== undefined });

/** Only a single value is a measure; a list is none. */
export function onlyNumber(finding: Finding, asList: Finding = { values: [], exists: false }): number | undefined {
  const [only] = asList.exists ? [] : finding.values;
  return only === undefined || finding.values.length > 1 ? undefined : numberFrom(only);
}

/** No aggregate named: the highest. */
export function aggregated(
  values: readonly Known[],
  { sum, avg, min, unique }: { readonly [name in 'sum' | 'avg' | 'min' | 'unique']: string | undefined },
): number | undefined {
  if (unique !== undefined) return new Set(values.map(String)).size;
  const numbers = values.flatMap((value) => numberFrom(value) ?? []);
  if (numbers.length === 0) return undefined;
  const total = numbers.reduce((a, b) => a + b, 0);
  if (sum !== undefined) return sixDecimals(total);
  if (avg !== undefined) return sixDecimals(total / numbers.length);
  return min === undefined ? Math.max(...numbers) : Math.min(...numbers);
}

export function interval(moments: readonly number[], stat: 'avg' | 'median', unit: string): number | undefined {
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
  if (gaps.length === 0) return undefined;
  const typical =
    stat === 'avg'
      ? gaps.reduce((a, b) => a + b, 0) / gaps.length
      : quantile(
          gaps.sort((a, b) => a - b),
          0.5,
        );
  return typical / length(unit);
}

/** Type 7, by its definition: 1-based position 1 + (n − 1)·p between neighbours. */
export function quantile(sorted: readonly number[], p: number): number {
  const position = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(position)] ?? Number.NaN, sorted[Math.ceil(position)] ?? Number.NaN];
  return low + (position - Math.floor(position)) * (high - low);
}
