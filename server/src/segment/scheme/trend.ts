import type { SchemeTrend } from '@danqing/contracts';
import type { ValueStep } from '#tag';

interface Steps {
  readonly days: readonly string[];
  readonly keys: readonly string[];
  readonly steps: readonly ValueStep[];
  readonly born: readonly { readonly day: string; readonly people: number }[];
}

/** From steps to sizes at the end of each day; who is known and in no part is unassigned, so that the parts are everybody on each day. */
export function trendOf({ days, keys, steps, born }: Steps): Pick<SchemeTrend, 'days' | 'totals' | 'series'> {
  const all = [...keys, ...new Set(steps.flatMap(({ value }) => (keys.includes(value) ? [] : [value])))];
  const series = all.map((key) => ({
    key,
    sizes: summed(
      days,
      steps.flatMap(({ day, value, delta }) => (value === key ? [[day, delta] as const] : [])),
    ),
  }));
  const known = summed(
    days,
    born.map(({ day, people }) => [day, people] as const),
  );
  const placed = days.map((_, index) => series.reduce((sum, { sizes }) => sum + (sizes[index] ?? 0), 0));
  // Somebody may have been placed before anything says that they were known: then everybody is at least all who were placed.
  const totals = days.map((_, index) => Math.max(known[index] ?? 0, placed[index] ?? 0));
  const unassigned = { key: '', sizes: totals.map((total, index) => total - (placed[index] ?? 0)) };
  return { days: [...days], totals, series: [...series, unassigned] };
}

function summed(days: readonly string[], steps: readonly (readonly [day: string, delta: number])[]): number[] {
  const byDay = new Map<string, number>();
  for (const [day, delta] of steps) byDay.set(day, (byDay.get(day) ?? 0) + delta);
  let sum = 0;
  return days.map((day) => (sum += byDay.get(day) ?? 0));
}
