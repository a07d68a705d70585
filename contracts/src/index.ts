export * from './govern.ts';
export * from './page.ts';
export * from './problem.ts';
export * from './rule.ts';
