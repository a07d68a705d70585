export type { AskDeps } from './deps.ts';
export { askErasure } from './erase.ts';
export { registerAskRoutes } from './routes.ts';
export { startQuestions } from './schedule.ts';
