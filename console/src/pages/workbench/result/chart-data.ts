import type { QuestionChart, SqlColumn } from '@danqing/contracts';

export type Cell = unknown;
export type Rows = readonly (readonly Cell[])[];

export const isNumeric = ({ type }: SqlColumn): boolean => /^(?:LowCardinality\(|Nullable\()*(?:U?Int|Float|Decimal)/.test(type);

/** A cell as people read it; objects and lists as JSON. */
export function textOf(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.000$/, '$1').replace(/^(\d{4}-\d\d-\d\d) 00:00:00$/, '$1');
  return JSON.stringify(value);
}
export const numberOf = (value: Cell): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

export interface Drawn {
  readonly kind: QuestionChart['kind'];
  readonly x: string | undefined;
  readonly y: readonly string[];
  readonly series: string | undefined;
  readonly unit: NonNullable<QuestionChart['unit']>;
}

/** What is said of a chart, and what follows from the columns where nothing is said, or what was said is gone. */
export function drawnOf({ kind, x, y, series, unit }: QuestionChart, columns: readonly SqlColumn[]): Drawn {
  const has = (name: string | undefined): boolean => columns.some((column) => column.name === name);
  const numbers = columns.filter((column) => isNumeric(column) && column.name !== 'profile_id').map(({ name }) => name);
  const labels = columns.filter((column) => !isNumeric(column)).map(({ name }) => name);
  const across = has(x) ? x : kind === 'scatter' ? numbers[0] : (labels[0] ?? columns[0]?.name);
  const known = (y ?? []).filter(has);
  const usual = numbers.filter((name) => name !== across).slice(0, kind === 'line' || kind === 'bar' ? 3 : 1);
  return { kind, x: across, y: known.length > 0 ? known : usual, series: has(series) ? series : undefined, unit: unit ?? 'count' };
}

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Rows as series over the distinct values of one column, in their order; of equal places the sum. */
export function seriesOf(
  rows: Rows,
  columns: readonly SqlColumn[],
  { x, y, series }: Pick<Drawn, 'x' | 'y' | 'series'>,
): { readonly labels: readonly string[]; readonly series: readonly Series[] } {
  const at = (name: string | undefined): number => columns.findIndex((column) => column.name === name);
  const [across, group] = [at(x), at(series)];
  const places = new Map<string, number>();
  const sums = new Map<string, Map<number, number>>();
  for (const row of rows) {
    const label = textOf(row[across]);
    const place = places.get(label) ?? places.size;
    places.set(label, place);
    for (const name of series === undefined ? y : y.slice(0, 1)) {
      const value = numberOf(row[at(name)]);
      const key = series === undefined ? name : textOf(row[group]);
      const sum = sums.get(key) ?? new Map<number, number>();
      sums.set(key, sum);
      if (value !== null) sum.set(place, (sum.get(place) ?? 0) + value);
    }
  }
  const labels = [...places.keys()];
  return { labels, series: [...sums].map(([name, sum]) => ({ name, values: labels.map((_, place) => sum.get(place) ?? null) })) };
}
