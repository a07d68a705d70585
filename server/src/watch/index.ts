export { registerAlertRoutes } from './alert/routes.ts';
export { type ChannelRoutesDeps, registerChannelRoutes } from './channel/routes.ts';
export { type HomeDeps, type PackSummary } from './home/deps.ts';
export { registerHomeRoutes } from './home/routes.ts';
export { registerNoticeRoutes } from './notice/routes.ts';
export { startWatch, type WatchDeps } from './start.ts';
export { registerTaskRoutes, type TaskRoutesDeps } from './tasks/routes.ts';
export { watchTasks } from './tasks/changes.ts';
