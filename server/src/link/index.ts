export { linkErasure } from './erase.ts';
export type { LinkDeps } from './deps.ts';
export { registerLinkRoutes } from './routes.ts';
export { runNextLinkage, startLinkage } from './run/runner.ts';
export { linkageTasks } from './run/task.ts';
