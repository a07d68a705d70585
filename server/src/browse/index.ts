export { areColumns, matchingIds, rowsOf } from './query/everything.ts';
export { registerBrowseRoutes } from './routes.ts';
