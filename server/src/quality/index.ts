export { type QualityRoutesDeps, registerQualityRoutes } from './routes.ts';
export { readStandings, type Standing } from './standings.ts';
export { type QualityDeps, startQuality } from './start.ts';
