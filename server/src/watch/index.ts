export { registerTaskRoutes, type TaskRoutesDeps } from './tasks/routes.ts';
export { watchTasks } from './tasks/changes.ts';
