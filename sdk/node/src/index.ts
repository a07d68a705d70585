export type { AnyEvents, Properties } from '../../shared/events.ts';
export { createDanqing, type Danqing } from './danqing.ts';
export type { Alias, Common, Group, Identify, Page, Track, Who } from './message.ts';
export type { DeliveryProblem, Options } from './options.ts';
