export { cleanEvent, type RawEvent } from './clean.ts';
export { type CleanEntity, entityKeyOf } from './entity.ts';
export { type CleanItem, cleanItem, isEntity } from './item.ts';
export { assertionsOf } from './traits.ts';
export { type Dedupe, openDedupe } from './dedupe.ts';
export type { CleanEvent, EventHead, Identifier, MessageType, Origin, TraitAssertion } from './event.ts';
export { kindOf, strengthOf } from './identifiers.ts';
export { normaliseIdentifier, withoutDecimals } from './normalise.ts';
