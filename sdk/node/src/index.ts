export type { AnyEvents, Properties } from '../../shared/events.ts';
