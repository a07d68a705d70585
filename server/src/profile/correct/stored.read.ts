import type { ClickHouse } from '#platform';

/** An event as the tables have it. */
export interface StoredEvent {
  readonly position: number;
  readonly index: number;
  readonly originId: number;
  readonly profileId: number;
  readonly event: string;
  readonly payload: string;
}

/** What an event said of a trait, as the history has it. */
export interface StoredSaying {
  readonly position: number;
  readonly index: number;
  readonly originId: number;
  readonly trait: string;
  readonly value: string;
  readonly items: readonly string[];
}

const events = `
  SELECT log_position AS position, log_index AS index, origin_id AS originId, profile_id AS profileId, event, payload FROM event_timeline
  WHERE workspace = {workspace:UInt32} AND log_position BETWEEN {first:UInt64} AND {last:UInt64}`;
const sayings = `
  SELECT log_position AS position, log_index AS index, origin_id AS originId, trait, value, items FROM trait_change
  WHERE workspace = {workspace:UInt32} AND log_position BETWEEN {first:UInt64} AND {last:UInt64}`;

export interface Range {
  readonly workspace: number;
  readonly first: number;
  readonly last: number;
}

/** What is stored of a stretch of the log. Everything of it must have been delivered. */
export const readStored = async (
  clickhouse: ClickHouse,
  { workspace, first, last }: Range,
): Promise<{ readonly events: readonly StoredEvent[]; readonly sayings: readonly StoredSaying[] }> => {
  const [stored, said] = await Promise.all([
    clickhouse.query<StoredEvent>(events, { workspace, first, last }),
    clickhouse.query<StoredSaying>(sayings, { workspace, first, last }),
  ]);
  return { events: stored, sayings: said };
};
