export { countProfiles } from './read/population.read.ts';
export { openProfileReader, type ProfileReader, type ProfileReaderDeps } from './read/reader.ts';
export type { ProfileResults } from './read/results.ts';
export { registerProfileRoutes } from './routes.ts';
export { clickhouseTime } from './event-row.ts';
export { updateMirror } from './mirror.ts';
export { squashEvents, squashLimit } from './squash.ts';
export { type ProfileRows, writeProfiles } from './write.ts';
export { addMirrorColumns, dropMirrorColumns, fillMirrorColumns, type MirrorColumn } from './mirror-columns.ts';
