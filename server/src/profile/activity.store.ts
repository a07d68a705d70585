import type { ClickHouse } from '#platform';

const correctActivity = `
  INSERT INTO event_activity
  SELECT workspace, origin_id, told.events - held.events AS events, told.first_at, told.last_at
  FROM (
    SELECT workspace, origin_id, toInt64(countIf(event NOT IN ('$identify', '$group', '$alias'))) AS events, min(ts) AS first_at, max(ts) AS last_at
    FROM event_timeline
    WHERE (workspace, origin_id) IN (SELECT workspace, origin_id FROM event_timeline WHERE log_position BETWEEN {p1:UInt64} AND {p2:UInt64})
    GROUP BY workspace, origin_id
  ) AS told
  LEFT JOIN (
    SELECT workspace, origin_id, sum(events) AS events, toUInt8(1) AS is_known
    FROM event_activity
    WHERE (workspace, origin_id) IN (SELECT workspace, origin_id FROM event_timeline WHERE log_position BETWEEN {p1:UInt64} AND {p2:UInt64})
    GROUP BY workspace, origin_id
  ) AS held USING (workspace, origin_id)
  WHERE told.events <> held.events OR held.is_known = 0`;

/**
 * Makes the activity of everybody who has an event in these log positions what the timeline says. For recovery, after the timeline itself
 * is right: sums carry no log position, so they are compared with what they are sums of.
 */
export const correctActivityOf = (clickhouse: ClickHouse, positions: { readonly first: number; readonly last: number }): Promise<void> =>
  clickhouse.command(correctActivity, { p1: positions.first, p2: positions.last }, { lane: 'pipeline' });
