export * from './clickhouse.ts';
export * from './coalesce.ts';
export * from './event-log/index.ts';
export * from './http/index.ts';
export type { Lane } from './lanes.ts';
export * from './migrate.ts';
export * from './postgres.ts';
export * from './key-store.ts';
export * from './store-state.ts';
