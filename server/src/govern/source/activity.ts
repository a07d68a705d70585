import type { SourceActivity } from '@danqing/contracts';

/** What the pipeline knows of the sources of a workspace, by their ids; it knows no names here, `entry` brings the two together. */
export type ActivityOf = (workspace: number) => Promise<ReadonlyMap<number, SourceActivity>>;

const nothing = { accepted: 0, passed: 0, dropped: 0, parked: 0 };

/** Of a source from which nothing has come. */
export const noActivity: SourceActivity = { total: { ...nothing, lag: 0 }, lastHour: nothing, lastDay: nothing, lastSeenAt: null, libraries: [] };
