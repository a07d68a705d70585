export { type BrowseDeps, queryProfiles } from './query/page.ts';
export { type BrowseRouteDeps, registerBrowseRoutes } from './routes.ts';
