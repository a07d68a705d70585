/** For benches and tests that stand where a worker does: what one wires, without its processes. Nothing of the product imports entry. */
export { wireDefinitions } from './evaluation.ts';
export { segmentShelf } from './packs.ts';
