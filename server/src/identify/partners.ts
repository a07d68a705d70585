import type { Identifier, KindRules } from '#clean';
import { dayOf, type IdentifierKey, keyOf, type Partner } from './model.ts';

/** Of one weaker identifier: by kind, its partners' values and the day they were last seen with it. */
export type PartnersByKind = Map<string, Map<string, number>>;

/** Whom identifiers were named with: how many people's they are. */
export interface Partners {
  /** They were named together at `ts`. */
  add(workspace: number, weaker: Identifier, stronger: Identifier, ts: number): void;
  of(workspace: number, identifier: Identifier): PartnersByKind;
}

export function createPartners(known: ReadonlyMap<IdentifierKey, readonly Partner[]>): Partners {
  const partners = new Map<IdentifierKey, PartnersByKind>();
  const of = (workspace: number, identifier: Identifier): PartnersByKind => {
    const key = keyOf(workspace, identifier);
    const found = partners.get(key);
    if (found !== undefined) return found;
    const kinds: PartnersByKind = new Map();
    partners.set(key, kinds);
    for (const { kind, value, lastSeen } of known.get(key) ?? []) note(kinds, kind, value, dayOf(lastSeen));
    return kinds;
  };
  return { of, add: (workspace, weaker, { kind, value }, ts) => note(of(workspace, weaker), kind, value, dayOf(ts)) };
}

function note(kinds: PartnersByKind, kind: string, value: string, day: number): void {
  const values = kinds.get(kind) ?? new Map<string, number>();
  kinds.set(kind, values);
  values.set(value, Math.max(day, values.get(value) ?? day));
}

/**
 * Whether an identifier was named with two values of a kind of which nobody has two: it is two people's for certain, so nobody new may be
 * known by it, though it stays whose it was.
 */
export const isContested = (partners: PartnersByKind, rules: KindRules): boolean =>
  [...partners].some(([kind, values]) => values.size > 1 && rules.ruleOf(kind).limit === 1);

/** How many values of each kind that can tell people apart it was named with in the days around `ts` (the period in whole days); kinds above the threshold only. */
export function bridgedKinds(partners: PartnersByKind, { ruleOf, sharing }: KindRules, ts: number): ReadonlyMap<string, number> {
  const bridged = new Map<string, number>();
  const days = Math.ceil(sharing.ms / 86_400_000);
  for (const [kind, values] of partners) {
    if (values.size <= sharing.partners || !Number.isFinite(ruleOf(kind).limit)) continue;
    const recent = [...values.values()].filter((lastDay) => Math.abs(dayOf(ts) - lastDay) < days).length;
    if (recent > sharing.partners) bridged.set(kind, recent);
  }
  return bridged;
}
