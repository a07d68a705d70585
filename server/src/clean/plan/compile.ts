import type { Plan, PlanMode } from '@danqing/contracts';
import type { JsonObject } from '#kernel';
import type { MessageType } from '../message-type.ts';
import type { Breach, Verdict } from './breach.ts';
import { checkObject } from './check.ts';
import { type PlanNode, treeOf } from './tree.ts';

/** A published plan, ready for use. Immutable: another version is another object. */
export interface CompiledPlan {
  readonly version: number;
  /**
   * What the plan says of an event: undefined when nothing is wrong with it. `name` as stored; `said`: the properties, or the traits of identify and group.
   * Some 0.5 µs for an event of ten properties that is as it should be.
   */
  check(type: MessageType, name: string, said: JsonObject): Verdict | undefined;
}

const unknownEvent: readonly Breach[] = [{ path: '', kind: 'unknown_event', expected: '' }];

/** The plan must have been checked by `faultsOf`. Undefined when it says nothing of anything: then no event costs anything. */
export function compilePlan({ events, unknownEvents }: Plan, version: number): CompiledPlan | undefined {
  if (events.length === 0 && unknownEvents === 'allow') return undefined;
  const known = new Map<string, { readonly mode: PlanMode; readonly root: PlanNode }>(
    events.map(({ event, mode, properties, others }) => [event, { mode, root: treeOf(properties, others) }]),
  );
  return {
    version,
    check: (type, name, said) => {
      const planned = known.get(name);
      if (planned === undefined)
        return type !== 'track' || unknownEvents === 'allow' ? undefined : { event: name, mode: unknownEvents, breaches: unknownEvent };
      const breaches: Breach[] = [];
      checkObject(planned.root, said, breaches);
      return breaches.length === 0 ? undefined : { event: name, mode: planned.mode, breaches };
    },
  };
}
