import type { Outcome } from '#kernel';
import { cleanEvent, type RawEvent } from './clean.ts';
import { type CleanEntity, cleanEntity } from './entity.ts';
import type { CleanEvent, Origin } from './event.ts';
import type { Verdict } from './plan/breach.ts';
import { readHook } from './hook.ts';
import { judge } from './plan/judge.ts';
import type { Ruled } from './rules/apply.ts';
import { afterRules } from './rules/ruled.ts';

/** A message that passed: something that happened, or something said of an entity. */
export type CleanItem = CleanEvent | CleanEntity;

/** How a message ended; with what the cleaning rules did to it and what its plan says against it, whatever the end. */
export type CleanOutcome = Outcome<CleanItem> & { readonly verdict?: Verdict; readonly ruled?: Ruled };

export const isEntity = (item: CleanItem): item is CleanEntity => item.type === 'entity';

/** Pure: the same message always ends the same way. */
export function cleanItem(sent: RawEvent, origin: Origin): CleanOutcome {
  const event = readHook(sent, origin);
  if ('kind' in event) return event;
  const { event: read, ruled, end } = afterRules(origin.rules, event);
  const outcome = end ?? readItem(read, origin);
  return ruled === undefined ? outcome : { ...outcome, ruled };
}

function readItem(event: RawEvent, origin: Origin): CleanOutcome {
  if (!('invalid' in event) && (event.type === 'entity' || event.type === 'item')) return cleanEntity(event, origin);
  const outcome = cleanEvent(event, origin);
  return origin.plan === undefined || outcome.kind !== 'pass' || 'invalid' in event ? outcome : judge(origin.plan, outcome.value, event.raw);
}
