import type { Identifier } from '#clean';
import type { Resolvable } from '../model.ts';

export type NamingEvent = Pick<Resolvable, 'origin' | 'identifiers'>;

/** No kind from outside has a stroke in its name. */
const quarantinedPrefix = 'shared/';
const sharedKindPrefix = 'shared-kind/';

/** Kinds of those names: what has them is a profile for events that name nobody. */
export const standsByItself = (kind: string): boolean => kind.startsWith(quarantinedPrefix) || kind.startsWith(sharedKindPrefix);

/** The name under which a quarantined identifier has a profile of its own, for events that name nothing else. */
export const quarantinedAs = ({ kind, value }: Identifier): Identifier => ({ kind: `${quarantinedPrefix}${kind}`, value });

/**
 * The identifiers that say whose an event is: those that are not several people's. An event that names only such ones goes to a profile that
 * the strongest of them has by itself, so that it is nobody's in particular and yet not lost.
 */
export function usableOf(event: NamingEvent, isQuarantined: (workspace: number, identifier: Identifier) => boolean): readonly Identifier[] {
  const { identifiers } = event;
  const { workspace, kinds } = event.origin;
  const isShared = (identifier: Identifier): boolean => kinds.ruleOf(identifier.kind).isShared || isQuarantined(workspace, identifier);
  if (!identifiers.some(isShared)) return identifiers;
  const usable = identifiers.filter((identifier) => !isShared(identifier));
  const [strongest] = identifiers;
  if (usable.length > 0 || strongest === undefined) return usable;
  return [kinds.ruleOf(strongest.kind).isShared ? { kind: `${sharedKindPrefix}${strongest.kind}`, value: strongest.value } : quarantinedAs(strongest)];
}
