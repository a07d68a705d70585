import type { ClickHouse } from '#platform';
import { calm } from './days.ts';

/** Of how many people a source has said a trait; of the field '' anything at all. */
export interface TraitPeople {
  readonly field: string;
  readonly source: string;
  readonly people: number;
  /** Days since it was said: half of the times longer ago. */
  readonly ageDays: number;
}

const bySource = `
  SELECT replaceRegexpOne(toString(trait), '[[][]]$', '') AS field, toString(source) AS source, uniq(profile_id) AS people,
    toInt64(quantileDeterministic(0.5)(greatest(0, dateDiff('day', ts, fromUnixTimestamp64Milli({now:Int64}, 'UTC'))), cityHash64(profile_id, log_position))) AS ageDays
  FROM trait_change WHERE workspace = {workspace:UInt32} AND (value != '' OR notEmpty(items)) 
  GROUP BY GROUPING SETS ((field, source), (source))`;

/** One pass over everything that was ever said of traits. */
export const readTraitPeople = (clickhouse: ClickHouse, workspace: number, now: number): Promise<readonly TraitPeople[]> =>
  clickhouse.query<TraitPeople>(bySource, { workspace, now }, calm);

const inMirror = `
  SELECT path AS field, count() AS people FROM (SELECT arrayJoin(arrayDistinct(arrayPushFront(arrayMap(p -> replaceRegexpOne(p, '([[][]]|[{][}])$', ''), JSONAllPaths(traits)), ''))) AS path FROM profile
    WHERE workspace = {workspace:UInt32} AND merged_into = 0 AND notEmpty(JSONAllPaths(traits))) GROUP BY field ORDER BY people DESC LIMIT 2000`;

/** How many people have a trait now, of the field '' any at all; one pass over the mirror. */
export const readTraitHolders = (clickhouse: ClickHouse, workspace: number): Promise<readonly { readonly field: string; readonly people: number }[]> =>
  clickhouse.query<{ field: string; people: number }>(inMirror, { workspace }, calm);
