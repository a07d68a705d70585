export { readListIds, readListNames } from './list/list.store.ts';
export { squashLists } from './list/members.store.ts';
export { readMembersByKey } from './members-by-key.ts';
export { segmentsOf, type SegmentReadDeps } from './of-profiles.read.ts';
export { liveSegments } from './live.ts';
export { registerSegmentRoutes, type SegmentRouteDeps } from './routes.ts';
export { type SegmentExecutorDeps, segmentExecutor } from './segment-executor.ts';
export { countSegments, readSegmentNames, readSegmentRules } from './segment.store.ts';
export { changeSegment, createSegment, type SegmentDeps } from './save.ts';
