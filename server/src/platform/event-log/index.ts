export { type EventLogOptions, openEventLog } from './event-log.ts';
export * from './types.ts';
