import type { TagDistribution } from '@danqing/contracts';
import type { Static } from 'typebox';
import { type Compiled, compileTotal, type EvaluationContext } from '#compile';
import type { ClickHouse } from '#platform';
import { fieldsOf } from './fields.ts';
import { pastValues } from './past.ts';
import type { Tag } from './tag.store.ts';
import { shownValue } from './values.ts';

type Distribution = Static<typeof TagDistribution>;
type NumberSummary = NonNullable<Distribution['numbers']>;

const levels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

const storedNow: Compiled = {
  sql: 'SELECT text, items, fields FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}',
  params: {},
};

const summaryOf = (number: string, name: string): string =>
  `tuple(min(${number}), max(${number}), avg(${number}), quantilesExactInclusive(${levels.join(', ')})(${number})) AS ${name}`;

const countValues = (isList: boolean, values: string): string => `
  SELECT value, count() AS count FROM (SELECT ${isList ? 'arrayJoin(items)' : 'text'} AS value FROM (${values}))
  GROUP BY value ORDER BY count DESC, value LIMIT {limit:UInt32}`;

type SummaryRow = readonly [number | null, number | null, number | null, readonly (number | null)[]];

const toSummary = ([min, max, mean, quantiles]: SummaryRow): NumberSummary | null =>
  min === null || max === null || mean === null ? null : { min, max, mean, quantiles: levels.map((q, index) => ({ q, value: quantiles[index] ?? min })) };

/** How a tag's values are spread, at present or as of the context's moment: counts of the most frequent, quantiles (type 7) of numbers. */
export async function readDistribution(clickhouse: ClickHouse, tag: Tag, context: EvaluationContext, limit: number): Promise<Distribution> {
  const source = context.now ? storedNow : pastValues(tag.id, context);
  const params = { ...source.params, workspace: tag.workspace, tag: tag.id };
  const isList = tag.type === 'list';
  const numericFields = fieldsOf(tag.definition).filter(({ type }) => type === 'number');
  const summaries = [
    ...(tag.type === 'number' ? [summaryOf('toFloat64OrNull(text)', 'own')] : []),
    ...numericFields.map(({ name }) => summaryOf(`toFloat64OrNull(fields['${name}'])`, name)),
  ];
  const overview = `SELECT count() AS known, ${isList ? 'uniqExactArray(items)' : 'uniqExact(text)'} AS distinct${summaries.map((each) => `, ${each}`).join('')} FROM (${source.sql})`;
  const total = compileTotal(context);
  const [[all], [row], values] = await Promise.all([
    clickhouse.query<{ total: number }>(total.sql, total.params),
    clickhouse.query<{ known: number; distinct: number } & Record<string, SummaryRow | number>>(overview, params),
    clickhouse.query<{ value: string; count: number }>(countValues(isList, source.sql), { ...params, limit }),
  ]);
  const summary = (name: string): NumberSummary | null => {
    const found = row?.[name];
    return found === undefined || typeof found === 'number' ? null : toSummary(found);
  };
  const known = row?.known ?? 0;
  return {
    key: tag.key,
    total: all?.total ?? 0,
    known,
    coverage: all === undefined || all.total === 0 ? 0 : known / all.total,
    distinct: row?.distinct ?? 0,
    values: values.map(({ value, count }) => ({ value: simple(tag, value), count })),
    numbers: summary('own'),
    fields: Object.fromEntries(
      numericFields.flatMap(({ name }) => {
        const found = summary(name);
        return found === null ? [] : [[name, found]];
      }),
    ),
  };
}

/** One counted value in the tag's type; of a list, an element. */
function simple(tag: Tag, text: string): string | number | boolean {
  const value = tag.type === 'list' ? text : shownValue(tag.type, [], { text, items: [], fields: {} });
  return typeof value === 'object' ? text : value;
}
