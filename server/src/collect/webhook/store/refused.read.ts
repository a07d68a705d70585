import type { PostgresSession } from '#platform';

export interface RefusedRequests {
  readonly workspace: number;
  readonly sourceId: number;
  readonly reason: string;
  readonly count: number;
}

const read = `
  SELECT w.workspace, w.source AS "sourceId", i.reason, sum(i.count)::float8 AS count
  FROM collect.webhook_refused_in i JOIN collect.webhook w ON w.source = i.source
  WHERE i.at > $1::timestamptz - interval '10 minutes' GROUP BY w.workspace, w.source, i.reason ORDER BY w.source, count DESC`;

/** Requests that were refused since a moment, of all workspaces; counted by ten minutes, so up to so many more. */
export const readRefusedRequests = (pg: PostgresSession, since: Date): Promise<readonly RefusedRequests[]> => pg.query<RefusedRequests>(read, [since]);
