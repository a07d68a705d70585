import { drop, type Outcome, park } from '#kernel';
import type { RawEvent } from '../clean.ts';
import { contentHash } from '../content-hash.ts';
import type { Ruled } from './apply.ts';
import type { SourceRules } from './source-rules.ts';

/** A message after the cleaning rules of its source: as it goes on, or how they ended it. */
export interface AfterRules {
  readonly event: RawEvent;
  readonly ruled?: Ruled;
  readonly end?: Outcome<never>;
}

const named = (value: unknown): boolean => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';

/**
 * A message keeps the id it would have without any rule: one that is told by its content alone is told by what was sent, or the past could not be read again under other rules.
 */
export function afterRules(rules: SourceRules | undefined, event: RawEvent): AfterRules {
  if (rules === undefined || 'invalid' in event) return { event };
  const ruled = rules.apply(event.type, event.raw);
  if (ruled === undefined) return { event };
  if (ruled.end !== undefined) return { event, ruled, end: ruled.end === 'dropped' ? drop('cleaning_rule') : park('cleaning_rule', detailOf(ruled)) };
  const raw = named(event.raw['messageId']) ? ruled.raw : { ...ruled.raw, messageId: contentHash(event.raw) };
  return { event: { ...event, raw }, ruled };
}

/** Path, reason and rule of what a rule parked, as quarantine keeps it. */
function detailOf({ effects }: Ruled): string {
  const last = effects.findLast(({ kind }) => kind === 'parked');
  return last === undefined ? '' : `${last.path}: ${last.reason ?? ''} (${last.rule})`;
}
