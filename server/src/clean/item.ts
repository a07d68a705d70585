import type { Outcome } from '#kernel';
import { cleanEvent, type RawEvent } from './clean.ts';
import { type CleanEntity, cleanEntity } from './entity.ts';
import type { CleanEvent, Origin } from './event.ts';

/** A message that passed: something that happened, or something said of an entity. */
export type CleanItem = CleanEvent | CleanEntity;

export const isEntity = (item: CleanItem): item is CleanEntity => item.type === 'entity';

/** Pure: the same message always ends the same way. */
export const cleanItem = (event: RawEvent, origin: Origin): Outcome<CleanItem> =>
  !('invalid' in event) && (event.type === 'entity' || event.type === 'item') ? cleanEntity(event, origin) : cleanEvent(event, origin);
