export type { AskDeps } from './deps.ts';
export { askErasure } from './erase.ts';
export { readSharedQuestions } from './question.store.ts';
export { registerAskRoutes } from './routes.ts';
export { startQuestions } from './schedule.ts';
