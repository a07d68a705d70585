/** For benches and tests that stand where a worker does: what one wires, without its processes. Nothing of the product imports entry. */
export { wireDefinitions } from './evaluation.ts';
export { erasureParticipants, homesFor } from './erasure.ts';
export { segmentShelf } from './packs.ts';
export { cachedSeenNames } from './seen.ts';
