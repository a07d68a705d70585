import type { SchemeDefinitionJson } from '@danqing/contracts';
import { compileColumns, type EvaluationContext } from '#compile';
import type { ClickHouse, QueryOptions } from '#platform';
import type { Placement } from './placement.ts';
import { partsOf } from './definition.ts';

export interface PartCount {
  readonly key: string;
  readonly size: number;
}

const counted = (placed: string): string => `SELECT part AS key, count() AS size FROM (${placed}) WHERE was GROUP BY part`;

/** How many are in each part; parts without people are missing, those that a scheme no longer has may be there. */
export const countParts = (clickhouse: ClickHouse, { compiled: { sql, params } }: Placement, options: QueryOptions): Promise<readonly PartCount[]> =>
  clickhouse.query<PartCount>(counted(sql), params, options);

/** Every part in its order, then those that are gone from the scheme and had people, the unassigned last: together everybody. */
export function inOrder(keys: readonly string[], counts: readonly PartCount[]): PartCount[] {
  const sizes = new Map(counts.map(({ key, size }) => [key, size]));
  const gone = counts.flatMap(({ key }) => (key === '' || keys.includes(key) ? [] : [key])).sort();
  return [...keys, ...gone, ''].map((key) => ({ key, size: sizes.get(key) ?? 0 }));
}

export const totalOf = (counts: readonly PartCount[]): number => counts.reduce((sum, { size }) => sum + size, 0);

export const orderOf = ({ parts, definition }: { readonly parts: readonly { readonly key: string }[]; readonly definition: SchemeDefinitionJson }) => {
  const made = new Set(partsOf(definition));
  return parts.flatMap(({ key }) => (made.has(key) ? [key] : []));
};

/** Of many schemes at once, by the keys of their tags: one pass over everybody. */
export async function countSchemes(
  clickhouse: ClickHouse,
  tags: readonly string[],
  context: EvaluationContext,
  options: QueryOptions,
): Promise<readonly (readonly PartCount[])[]> {
  if (tags.length === 0) return [];
  const { sql, params } = compileColumns(Object.fromEntries(tags.map((key, index) => [`x_${index}`, { kind: 'tag', key, field: null }])), context);
  const pairs = tags.map((_, index) => `(toUInt16(${index}), ifNull(x_${index}, ''))`);
  const rows = await clickhouse.query<PartCount & { readonly scheme: number }>(
    `SELECT placed.1 AS scheme, placed.2 AS key, count() AS size FROM (SELECT arrayJoin([${pairs.join(', ')}]) AS placed FROM (${sql})) GROUP BY placed`,
    params,
    options,
  );
  return tags.map((_, index) => rows.filter(({ scheme }) => scheme === index));
}
