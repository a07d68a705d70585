export { tagsOf, type TagReadDeps } from './of-profiles.read.ts';
export type { SegmentShelf } from './packs/ports.ts';
export { registerPackRoutes } from './packs/routes.ts';
export { summariseMissing, summarisePacks } from './packs/summary.ts';
export { erasedByTags, tagErasure } from './erase.ts';
export { liveTags } from './live-tags.ts';
export {
  compilePartition,
  freezePartition,
  frozenPartition,
  type Partition,
  partitionMeasures,
  readPartition,
} from './partition.ts';
export { changeTag, computeTag, createTag, deleteTag, existingTag as readTagByKey, type TagDeps } from './save.ts';
export { forgetTag } from './forget.ts';
export type { TierCuts } from './tier-cuts.ts';
export { compilePastTexts } from './past.ts';
export { readFirstValueAt, readValueSteps, type ValueStep } from './trend.read.ts';
export { readForbidden } from './sql/run.ts';
export { readVersions } from './version.store.ts';
export { proveTag } from './why.ts';
export { registerTagRoutes, type TagRouteDeps } from './routes.ts';
export { registerProfileTagRoutes } from './of-profile/routes.ts';
export { type TagExecutorDeps, tagExecutor } from './tag-executor.ts';
export { countTags, listDefinitions as readTagDefinitions, readChangedTags, readTagNames, readTagRefreshes, readTagShapes } from './tag.store.ts';
export { startTagUpkeep, type TagUpkeep } from './upkeep-loop.ts';
export type { ShownValue } from './values.ts';
export { readTraitTags } from './trait-tags.read.ts';
