export { openProfileReader, type ProfileReader, type ProfileReaderDeps } from './read/reader.ts';
export type { ProfileResults } from './read/results.ts';
export { registerProfileRoutes } from './routes.ts';
