import type { TagType } from '#compile';

/** How values are cut into bins: at borders (numbers and dates, as numbers), or by the most frequent values and the rest. */
export type Cut = { readonly kind: 'borders'; readonly borders: readonly number[] } | { readonly kind: 'values'; readonly values: readonly string[] };

export interface BinLabel {
  readonly label: string;
  /** Values above this one … */
  readonly from?: number | null;
  /** … up to and with this one; null: without end. */
  readonly to?: number | null;
  readonly value?: string;
}

/** Ten bins, as is usual for both formulas; of texts the twenty most frequent values. */
export const decileLevels: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
export const mostValues = 20;

export const isMeasured = (type: TagType): boolean => type === 'number' || type === 'date';

const unknown: BinLabel = { label: '(unknown)' };

/** Names of a cut's bins in the order of `binSql`, which counts from 0; the last one is of those without a value. */
export function labelsOf(cut: Cut, type: TagType): readonly BinLabel[] {
  if (cut.kind === 'values') return [...cut.values.map((value) => ({ label: value, value })), { label: '(other)' }, unknown];
  const shown = (border: number): string => (type === 'date' ? new Date(border).toISOString().slice(0, 10) : String(Number(border.toPrecision(12))));
  const ends = [null, ...cut.borders, null];
  const bins = ends.slice(1).map((to, index) => {
    const from = ends[index] ?? null;
    return { label: labelBetween(from === null ? null : shown(from), to === null ? null : shown(to)), from, to };
  });
  return [...bins, unknown];
}

function labelBetween(from: string | null, to: string | null): string {
  if (from === null) return to === null ? 'all' : `≤ ${to}`;
  return to === null ? `> ${from}` : `${from} – ${to}`;
}

export const binCount = (cut: Cut): number => (cut.kind === 'values' ? cut.values.length + 2 : cut.borders.length + 2);

/** A row's value as what is cut: a Nullable(Float64), or a Nullable(String). Of a list the first element, which is the most preferred one of a ranking. */
export function valueSql(type: TagType): string {
  switch (type) {
    case 'number':
      return 'it_is_number';
    case 'date':
      return "toFloat64(toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(ifNull(it_is, ''), 3, 'UTC')))";
    case 'list':
      return 'if(empty(it_is_list), it_is, it_is_list[1])';
    case 'text':
    case 'boolean':
      return 'it_is';
  }
}

/** SQL of the bin of `value`; values travel as {borders:Array(Float64)} or {values:Array(String)}. */
export const binSql = (cut: Cut): string =>
  cut.kind === 'borders'
    ? `if(isNull(value), ${cut.borders.length + 1}, arrayCount(border -> border < assumeNotNull(value), {borders:Array(Float64)}))`
    : `if(isNull(value), ${cut.values.length + 1}, if(indexOf({values:Array(String)}, assumeNotNull(value)) = 0, ${cut.values.length}, indexOf({values:Array(String)}, assumeNotNull(value)) - 1))`;

export const cutParams = (cut: Cut): Readonly<Record<string, unknown>> => (cut.kind === 'borders' ? { borders: cut.borders } : { values: cut.values });
