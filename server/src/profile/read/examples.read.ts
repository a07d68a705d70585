import type { JsonObject } from '#kernel';
import type { ClickHouse } from '#platform';

/** Properties of one event as rules read them: texts by flat path (kernel/flatten.ts). */
export interface ExampleRow {
  readonly source: string;
  readonly at: number;
  readonly properties: JsonObject;
}

/** The engine stops reading here, whatever the events are spread over. */
const mostRead = 400_000;
const bounds = { max_rows_to_read: mostRead, read_overflow_mode: 'break', max_threads: 1, max_execution_time: 5, timeout_overflow_mode: 'break' };

const recent = `
  SELECT source, toUnixTimestamp64Milli(ts) AS at, properties FROM event
  WHERE workspace = {workspace:UInt32} AND event = {event:String} AND ts > fromUnixTimestamp64Milli({from:Int64}) LIMIT {limit:UInt32}`;

/** Some events of a name since `from`, as they lie: examples, not the latest ones. The read is bounded, so that it costs the same at any size. */
export const readExamples = (
  clickhouse: ClickHouse,
  workspace: number,
  event: string,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<readonly ExampleRow[]> => clickhouse.query<ExampleRow>(recent, { workspace, event, from, limit }, { settings: bounds });

const traitRows = `
  SELECT traits FROM profile WHERE workspace = {workspace:UInt32} AND merged_into = 0 ORDER BY profile_id DESC LIMIT {limit:UInt32}`;

/** Traits of the profiles that came last, in the same form. */
export const readTraitExamples = (clickhouse: ClickHouse, workspace: number, limit: number): Promise<readonly { readonly traits: JsonObject }[]> =>
  clickhouse.query<{ traits: JsonObject }>(traitRows, { workspace, limit }, { settings: { max_threads: 1 } });
