export * from './access.ts';
export * from './authenticate.ts';
export * from './defaults.ts';
export * from './idempotency.ts';
export * from './routes.ts';
export * from './sources.ts';
export * from './types.ts';
