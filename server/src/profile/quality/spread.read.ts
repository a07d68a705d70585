import { propertyTextSql, traitColumnSql } from '#compile';
import type { ClickHouse } from '#platform';
import { calm } from './days.ts';
import type { AskedField } from './fields.read.ts';
import { inSampleSql, type PeopleSample } from './sample.ts';

/** How the values of a field spread, in a sample. */
export interface Spread {
  readonly field: string;
  readonly values: number;
  readonly distinct: number;
  /** −Σ p·log₂ p over the values as they are (Shannon). */
  readonly bits: number;
  /** How many have the most frequent value. */
  readonly most: number;
  readonly numbers: number;
  /** Type 7 quantiles at 10, 20, … 90 % of those that are numbers. */
  readonly deciles: readonly number[];
}

const spreadOf = (rows: string): string => `
  SELECT field, toUInt64(sum(c)) AS values, count() AS distinct, -sum(c / total * log2(c / total)) AS bits, max(c) AS most, toUInt64(sumIf(c, isNotNull(number))) AS numbers,
    if(numbers = 0, [], quantilesExactWeighted(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)(ifNull(number, 0), if(isNull(number), 0, c))) AS deciles
  FROM (SELECT field, text, count() AS c, toFloat64OrNull(text) AS number, sum(c) OVER (PARTITION BY field) AS total FROM (${rows}) GROUP BY field, text)
  GROUP BY field`;

const sampled = 100_000;
const said = (fields: readonly AskedField[], sql: (field: AskedField) => string): string =>
  `[${fields.map((field, index) => `({f${index}:String}, ${sql(field)})`).join(', ')}]`;
const namesOf = (fields: readonly AskedField[]): Readonly<Record<string, string>> => Object.fromEntries(fields.map(({ path }, index) => [`f${index}`, path]));

const events = (fields: readonly AskedField[]): string =>
  spreadOf(`
  SELECT one.1 AS field, assumeNotNull(one.2) AS text
  FROM (SELECT ${said(fields, ({ path, canBeList }) => propertyTextSql(path, canBeList))} AS every FROM event
    WHERE workspace = {workspace:UInt32} AND event = {event:String} AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND cityHash64(message_id) % {oneOf:UInt32} = 0 LIMIT ${sampled})
  ARRAY JOIN arrayFilter(x -> isNotNull(x.2), every) AS one`);

/** Of an event's messages since a moment (ms), one in so many and a hundred thousand at most. */
export async function readEventSpread(
  clickhouse: ClickHouse,
  { workspace, event, from, oneOf }: { readonly workspace: number; readonly event: string; readonly from: number; readonly oneOf: number },
  fields: readonly AskedField[],
): Promise<readonly Spread[]> {
  if (fields.length === 0) return [];
  return clickhouse.query<Spread>(events(fields), { workspace, event, from, oneOf, ...namesOf(fields) }, calm);
}

const traits = (fields: readonly AskedField[]): string =>
  spreadOf(`
  SELECT one.1 AS field, assumeNotNull(one.2) AS text
  FROM (SELECT ${said(fields, ({ path }) => traitColumnSql(path).text)} AS every FROM profile
    PREWHERE workspace = {workspace:UInt32} AND ${inSampleSql} AND cityHash64(profile_id) % {among:UInt32} = 0 WHERE merged_into = 0 LIMIT ${sampled})
  ARRAY JOIN arrayFilter(x -> isNotNull(x.2), every) AS one`);

/** Of the people that are looked at as they are now, one in so many of these and a hundred thousand at most. Lists are left out. */
export async function readTraitSpread(
  clickhouse: ClickHouse,
  { workspace, sample, among }: { readonly workspace: number; readonly sample: PeopleSample; readonly among: number },
  fields: readonly AskedField[],
): Promise<readonly Spread[]> {
  const scalars = fields.filter(({ path }) => !path.includes('[]'));
  if (scalars.length === 0) return [];
  return clickhouse.query<Spread>(traits(scalars), { workspace, ...sample, among, ...namesOf(scalars) }, calm);
}
