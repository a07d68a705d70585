import type { TagDistribution, TagDistributionShape } from '@danqing/contracts';
import { type Compiled, compileTotal, type EvaluationContext, type TagType } from '#compile';
import type { ClickHouse } from '#platform';
import { levels, overviewSql } from './distribution-sql.ts';
import { fieldsOf } from './fields.ts';
import { pastValues } from './past.ts';
import type { Tag } from './tag.store.ts';
import { shownValue } from './values.ts';

type NumberSummary = NonNullable<TagDistributionShape['numbers']>;

const storedNow: Compiled = {
  sql: 'SELECT text, items, fields FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}',
  params: {},
};

const countValues = (isList: boolean, values: string): string => `
  SELECT value, count() AS count FROM (SELECT ${isList ? 'arrayJoin(items)' : 'text'} AS value FROM (${values}))
  GROUP BY value ORDER BY count DESC, value LIMIT {limit:UInt32}`;

type SummaryRow = readonly [number | null, number | null, number | null, readonly (number | null)[]];

/** What `overviewSql` gives. */
export type OverviewRow = { readonly known: number; readonly distinct: number } & Readonly<Record<string, unknown>>;

/** Parts that are numbers. Of a feature those that are asked for; its `value` is the tag's own. */
export function numericParts(definition: Tag['definition']): readonly string[] {
  if ('feature' in definition)
    return [...(definition.feature.outlier === undefined ? [] : ['distance']), ...(definition.feature.scale === undefined ? [] : ['scaled'])];
  return fieldsOf(definition).flatMap(({ name, type }) => (type === 'number' ? [name] : []));
}

const isSummary = (found: unknown): found is SummaryRow => Array.isArray(found) && found.length === 4;

function summaryIn(row: OverviewRow | undefined, name: string): NumberSummary | null {
  const found = row?.[name];
  if (!isSummary(found)) return null;
  const [min, max, mean, quantiles] = found;
  return min === null || max === null || mean === null
    ? null
    : { min, max, mean, quantiles: levels.map((q, index) => ({ q, value: quantiles[index] ?? min })) };
}

const binsIn = (found: unknown): TagDistributionShape['bins'] =>
  Array.isArray(found) ? found.map(([from, to, count]: readonly [number, number, number]) => ({ from, to, count })) : undefined;

/** 202605 as 2026-05. */
const shownPeriod = (digits: string): string => [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].filter((part) => part !== '').join('-');
const periodsIn = (found: unknown): TagDistributionShape['periods'] =>
  Array.isArray(found) ? found.map(([period, count]: readonly [string, number]) => ({ period: shownPeriod(period), count })) : undefined;

const countIn = (found: unknown): number => (typeof found === 'number' ? found : 0);

/** What of a feature's values is real and what was filled in. */
function filledIn(row: OverviewRow | undefined): NonNullable<TagDistributionShape['filled']> {
  const [imputed, bins, values] = [countIn(row?.['imputed']), row?.['filledBins'], row?.['filledWith']];
  return {
    real: (row?.known ?? 0) - imputed,
    imputed,
    outliers: countIn(row?.['outliers']),
    bins: Array.isArray(bins) ? bins.map(Number) : [],
    values: Array.isArray(values) ? values.map(([value, count]: readonly [string, number]) => ({ value, count })) : [],
  };
}

export interface CountedValue {
  readonly value: string;
  readonly count: number;
}

/** An overview and the most frequent values as the API says them. */
export function distributionOf(
  row: OverviewRow | undefined,
  values: readonly CountedValue[],
  total: number,
  { type, definition }: { readonly type: TagType; readonly definition: Tag['definition'] },
): TagDistributionShape {
  const [known, bins, periods] = [row?.known ?? 0, binsIn(row?.['bins']), periodsIn(row?.['periods'])];
  return {
    total,
    known,
    coverage: total === 0 ? 0 : known / total,
    distinct: row?.distinct ?? 0,
    values: values.map(({ value, count }) => ({ value: simple(type, value), count })),
    numbers: summaryIn(row, 'own'),
    ...(bins !== undefined && { bins }),
    ...(periods !== undefined && { periods }),
    ...('feature' in definition && { filled: filledIn(row) }),
    fields: Object.fromEntries(
      numericParts(definition).flatMap((name) => {
        const found = summaryIn(row, name);
        return found === null ? [] : [[name, found]];
      }),
    ),
  };
}

/** How a tag's values are spread, at present or as of the context's moment: counts of the most frequent, quantiles (type 7) and bins of numbers. */
export async function readDistribution(clickhouse: ClickHouse, tag: Tag, context: EvaluationContext, limit: number): Promise<TagDistribution> {
  const source = context.now ? storedNow : pastValues(tag.id, context);
  const params = { ...source.params, workspace: tag.workspace, tag: tag.id };
  const total = compileTotal(context);
  const [[all], [row], values] = await Promise.all([
    clickhouse.query<{ total: number }>(total.sql, total.params),
    clickhouse.query<OverviewRow>(
      overviewSql({ sql: source.sql, type: tag.type, parts: numericParts(tag.definition), isFeature: 'feature' in tag.definition }),
      params,
    ),
    clickhouse.query<CountedValue>(countValues(tag.type === 'list', source.sql), { ...params, limit }),
  ]);
  return { key: tag.key, ...distributionOf(row, values, all?.total ?? 0, tag) };
}

/** One counted value in the tag's type; of a list, an element. */
function simple(type: TagType, text: string): string | number | boolean {
  const value = type === 'list' ? text : shownValue(type, [], { text, items: [], fields: {} });
  return typeof value === 'object' ? text : value;
}
