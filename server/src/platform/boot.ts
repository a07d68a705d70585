/**
 * The light front door: what runs before and beside the drivers (settings, data folder, embedded engines). The supervisor
 * imports this instead of `#platform`, so that it stays small in memory.
 */
export * from './config.ts';
export * from './data-folder.ts';
export { machineMemoryBytes } from './embedded/clickhouse-config.ts';
export * from './embedded/engine.ts';
export * from './embedded/missing-engines.ts';
export * from './embedded/engines.ts';
export * from './embedded/free-port.ts';
export { clusterFolder } from './embedded/postgres-home.ts';
export * from './embedded/supervise.ts';
export * from './running.ts';
export * from './secrets.ts';
