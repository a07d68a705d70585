import type { Compiled } from '#compile';

/** Moments and counts of profiles that lists of them can be ordered by. */
export type ProfileOrder = 'createdAt' | 'firstSeenAt' | 'lastSeenAt' | 'eventCount';

const created = `
  SELECT profile_id, toFloat64(toUnixTimestamp64Milli(created_at)) AS sort_number FROM profile WHERE workspace = {order_workspace:UInt32} AND merged_into = 0`;

/** What merged-away profiles have done counts for their survivor. */
const activity = (value: string): string => `
  SELECT if(gone.root = 0, origin_id, gone.root) AS profile_id, toFloat64(${value}) AS sort_number
  FROM event_activity
  LEFT JOIN (SELECT profile_id, merged_into AS root FROM profile WHERE workspace = {order_workspace:UInt32} AND merged_into != 0) AS gone ON gone.profile_id = origin_id
  WHERE workspace = {order_workspace:UInt32} GROUP BY profile_id`;

const values: Readonly<Record<ProfileOrder, string>> = {
  createdAt: created,
  firstSeenAt: activity('toUnixTimestamp64Milli(min(first_at))'),
  lastSeenAt: activity('toUnixTimestamp64Milli(max(last_at))'),
  eventCount: activity('sum(events)'),
};

/** SQL that selects `profile_id, sort_number` (Float64; milliseconds for moments) of the profiles that have one. Its parameters begin with `order_`. */
export const profileOrderSql = (by: ProfileOrder, workspace: number): Compiled => ({ sql: values[by], params: { order_workspace: workspace } });
