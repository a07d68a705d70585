export * from './page.ts';
export * from './problem.ts';
