export { areColumns, matchingIds, rowsOf } from './query/everything.ts';
export { type BrowseDeps, queryProfiles } from './query/page.ts';
export { type BrowseRouteDeps, registerBrowseRoutes } from './routes.ts';
