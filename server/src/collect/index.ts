export { type CollectSource, type Collector, type CollectorDeps, createCollector } from './collector.ts';
export { decodeRecord } from './decode/decode.ts';
export type { DecodedEvent } from './decode/decoded-event.ts';
