import { drop, type JsonObject, objectAt, type Outcome, park, pass } from '#kernel';
import type { CleanEvent } from '../event.ts';
import { type Verdict, wordsOf } from './breach.ts';
import type { CompiledPlan } from './compile.ts';

/** What the plan looks at: of `identify` and `group` the traits, else the properties. */
const saidBy = ({ type, properties }: CleanEvent, raw: JsonObject): JsonObject =>
  type === 'identify' ? objectAt(raw['traits']) : type === 'group' ? objectAt(properties['traits']) : properties;

/** How an event ends that is as its plan says, or is not. `raw`: the message that it was made of. */
export function judge(plan: CompiledPlan, event: CleanEvent, raw: JsonObject): Outcome<CleanEvent> & { readonly verdict?: Verdict } {
  const verdict = plan.check(event.type, event.name, saidBy(event, raw));
  if (verdict === undefined) return pass(event);
  switch (verdict.mode) {
    case 'observe':
    case 'warn':
      return { ...pass(event), verdict };
    case 'park':
      return { ...park('against_plan', wordsOf(verdict.breaches)), verdict };
    case 'block':
      return { ...drop('against_plan'), verdict };
  }
}
