import type { ClickHouse } from '#platform';
import { calm } from './days.ts';
import { type BlockSums, blockSql, inSampleSql, type PeopleSample } from './sample.ts';

/** Of how many people a source has said a trait; of the field '' anything at all: of these the others are a share. */
export interface TraitPeople extends BlockSums {
  readonly field: string;
  readonly source: string;
  readonly people: number;
  /** Days since it was said: half of the times longer ago. */
  readonly ageDays: number;
}

/** Blocks hold nobody twice, so people add up over them. Ages are counted by days: a state holds as many as there are different ones. */
const bySource = `
  SELECT field, source, sum(x) AS people, count() AS blocks, sum(x * x) AS squares, sum(x * m) AS products, toInt64(quantileExactWeightedMerge(0.5)(age)) AS ageDays
  FROM (
    SELECT field, source, x, age, maxIf(x, field = '') OVER (PARTITION BY block, source) AS m
    FROM (
      SELECT ${blockSql} AS block, replaceRegexpOne(trait, '[[][]]$', '') AS field, source, uniq(profile_id) AS x,
        quantileExactWeightedState(0.5)(greatest(0, dateDiff('day', ts, fromUnixTimestamp64Milli({now:Int64}, 'UTC'))), 1) AS age
      FROM trait_change PREWHERE workspace = {workspace:UInt32} AND ${inSampleSql} WHERE value != '' OR notEmpty(items)
      GROUP BY GROUPING SETS ((block, field, source), (block, source))
    )
  ) GROUP BY field, source`;

/** What was ever said of the people that are looked at, in one pass. */
export const readTraitPeople = (clickhouse: ClickHouse, workspace: number, sample: PeopleSample, now: number): Promise<readonly TraitPeople[]> =>
  clickhouse.query<TraitPeople>(bySource, { workspace, now, ...sample }, calm);

export interface TraitHolders extends BlockSums {
  readonly field: string;
  readonly people: number;
}

const inMirror = `
  SELECT field, sum(x) AS people, count() AS blocks, sum(x * x) AS squares, sum(x * m) AS products
  FROM (
    SELECT field, x, maxIf(x, field = '') OVER (PARTITION BY block) AS m
    FROM (
      SELECT block, field, count() AS x
      FROM (
        SELECT ${blockSql} AS block, arrayJoin(arrayDistinct(arrayPushFront(arrayMap(p -> if(right(p, 2) IN ('[]', '{}'), left(p, length(p) - 2), p), paths), ''))) AS field
        FROM (SELECT profile_id, JSONAllPaths(traits) AS paths FROM profile PREWHERE workspace = {workspace:UInt32} AND ${inSampleSql} WHERE merged_into = 0) WHERE notEmpty(paths)
      ) GROUP BY block, field
    )
  ) GROUP BY field ORDER BY people DESC LIMIT 2000`;

/** How many of the people that are looked at have a trait now, of the field '' any at all. */
export const readTraitHolders = (clickhouse: ClickHouse, workspace: number, sample: PeopleSample): Promise<readonly TraitHolders[]> =>
  clickhouse.query<TraitHolders>(inMirror, { workspace, ...sample }, calm);

const looked = `SELECT count() AS people FROM profile PREWHERE workspace = {workspace:UInt32} AND ${inSampleSql} WHERE merged_into = 0`;

/** How many people are looked at. */
export async function countLooked(clickhouse: ClickHouse, workspace: number, sample: PeopleSample): Promise<number> {
  const [row] = await clickhouse.query<{ people: number }>(looked, { workspace, ...sample }, calm);
  return row?.people ?? 0;
}

const sayings = 'SELECT count() AS sayings FROM trait_change WHERE workspace = {workspace:UInt32}';

/** How much was ever said of people. */
export async function countSayings(clickhouse: ClickHouse, workspace: number): Promise<number> {
  const [row] = await clickhouse.query<{ sayings: number }>(sayings, { workspace }, calm);
  return row?.sayings ?? 0;
}
