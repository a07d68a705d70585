export type { AnyEvents, Properties } from '../../shared/events.ts';
export { createDanqing } from './client.ts';
export type { Danqing } from './danqing.ts';
export type { Message } from './message.ts';
export type { Autocapture, Loss, Options } from './options.ts';
