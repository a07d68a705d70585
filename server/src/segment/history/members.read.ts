import type { Compiled } from '#compile';

/**
 * SQL that selects `profile_id`: who was in a segment at a past moment (ms), from the changes up to then. Nothing is copied by day: the changes are
 * kept for ever and say it for every moment. (A million members with ten changes each are counted in about a second; a bitmap a day of 500 such
 * segments would take hundreds of gigabytes a year.) Members by the ids they had then: whoever was merged away since has left at the next run.
 */
export const membersAsOf = (workspace: number, segment: number, atMs: number): Compiled => ({
  sql: `SELECT profile_id FROM segment_change
    WHERE workspace = {workspace_:UInt32} AND segment_id = {segment_:UInt32} AND at < fromUnixTimestamp64Milli({before_:Int64}, 'UTC')
    GROUP BY profile_id HAVING argMax(change, run_id) = 'entered'`,
  params: { workspace_: workspace, segment_: segment, before_: atMs + 1 },
});
