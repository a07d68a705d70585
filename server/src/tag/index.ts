export { tagsOf, type TagReadDeps } from './of-profiles.read.ts';
export type { SegmentShelf } from './packs/ports.ts';
export { registerPackRoutes } from './packs/routes.ts';
export { liveTags } from './live-tags.ts';
export { registerTagRoutes, type TagRouteDeps } from './routes.ts';
export { type TagExecutorDeps, tagExecutor } from './tag-executor.ts';
export { countTags, listDefinitions as readTagDefinitions, readTagNames, readTagShapes } from './tag.store.ts';
export { startTagUpkeep, type TagUpkeep } from './upkeep-loop.ts';
export type { ShownValue } from './values.ts';
