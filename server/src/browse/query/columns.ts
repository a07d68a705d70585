import { type MetricKey, metricKeys } from '#compile';
import { invalid } from '#kernel';

/** What a column of the list shows. */
export type Column =
  | { readonly kind: 'plain'; readonly name: string }
  | { readonly kind: 'identifiers' | 'traits' | 'tags'; readonly of: string }
  | { readonly kind: 'metrics'; readonly of: MetricKey };

/** Columns of a list that says nothing of them. */
export const usualColumns: readonly string[] = ['name', 'identifiers', 'eventCount', 'lastSeenAt'];

const isMetric = (key: string): key is MetricKey => metricKeys.some((known) => known === key);

/** Reads a column's name (the schema has seen its form); undefined for a metric that nobody knows. */
export function columnOf(name: string): Column | undefined {
  const dot = name.indexOf('.');
  if (dot < 0) return { kind: 'plain', name };
  const [kind, of] = [name.slice(0, dot), name.slice(dot + 1)];
  if (kind === 'metrics') return isMetric(of) ? { kind, of } : undefined;
  return kind === 'identifiers' || kind === 'traits' || kind === 'tags' ? { kind, of } : undefined;
}

/** The columns of a request; a metric that is none is refused. Tags and traits that are gone show nothing, so that views outlive them. */
export function columnsOf(names: readonly string[]): readonly Column[] {
  const read = names.map((name) => columnOf(name));
  const errors = names.flatMap((name, index) =>
    read[index] === undefined ? [{ path: `/columns/${index}`, code: 'DQ_COLUMN', message: `${name} is no column; metrics are ${metricKeys.join(', ')}` }] : [],
  );
  if (errors.length > 0) throw invalid('these columns cannot be shown', errors);
  return read.filter((column) => column !== undefined);
}
