import type { ClickHouse } from '#platform';

export interface GroupRow {
  readonly reason: string;
  readonly source: string;
  readonly event: string;
  readonly events: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** One of them. */
  readonly raw: string;
  readonly detail: string;
}

const groups = `
  SELECT reason, source, event, count() AS events, toUnixTimestamp64Milli(min(received_at)) AS firstAt, toUnixTimestamp64Milli(max(received_at)) AS lastAt,
         any(raw) AS raw, any(detail) AS detail
  FROM quarantine FINAL WHERE workspace = {workspace:UInt32} GROUP BY reason, source, event
  ORDER BY events DESC, reason, source, event LIMIT {limit:UInt32}`;

/** What waits in quarantine by reason, source and event, the largest groups first. */
export const readGroups = (clickhouse: ClickHouse, workspace: number, limit: number): Promise<readonly GroupRow[]> =>
  clickhouse.query<GroupRow>(groups, { workspace, limit });
