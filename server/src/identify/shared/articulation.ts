import type { Identifier, KindRules } from '#clean';

/** An identifier without which a profile falls into parts that could each be somebody. */
export interface Bridge {
  readonly identifier: Identifier;
  /** What would be left, by part; only parts that hold an identifier of which a person has few. */
  readonly parts: readonly (readonly Identifier[])[];
}

type Pair = readonly [Identifier, Identifier];
const nameOf = ({ kind, value }: Identifier): string => `${kind}\n${value}`;

/**
 * The bridges of one profile, most parts first: cut vertices of its graph, where identifiers of which everybody has one are never suspected, and
 * a part only counts by what could stand for a person (a second browser is no second person).
 */
export function bridgesOf(edges: readonly Pair[], rules: KindRules): readonly Bridge[] {
  const neighbours = new Map<string, Set<string>>();
  const identifiers = new Map<string, Identifier>();
  for (const [a, b] of edges) {
    for (const [one, other] of [[a, b] as const, [b, a] as const]) {
      identifiers.set(nameOf(one), one);
      const known = neighbours.get(nameOf(one)) ?? new Set<string>();
      neighbours.set(nameOf(one), known.add(nameOf(other)));
    }
  }
  const isSomebody = ({ kind }: Identifier): boolean => Number.isFinite(rules.ruleOf(kind).limit);
  const bridges: Bridge[] = [];
  for (const [name, identifier] of identifiers) {
    if (rules.ruleOf(identifier.kind).limit === 1 || (neighbours.get(name)?.size ?? 0) < 2) continue;
    const parts = partsWithout(name, neighbours)
      .map((part) => part.flatMap((each) => identifiers.get(each) ?? []))
      .filter((part) => part.some(isSomebody));
    if (parts.length > 1) bridges.push({ identifier, parts });
  }
  return bridges.sort((a, b) => b.parts.length - a.parts.length);
}

/** What hangs together once one vertex is away, from each of its neighbours. */
function partsWithout(away: string, neighbours: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const seen = new Set([away]);
  const parts: string[][] = [];
  for (const start of neighbours.get(away) ?? []) {
    if (seen.has(start)) continue;
    const part = [start];
    seen.add(start);
    for (const at of part) {
      for (const next of neighbours.get(at) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        part.push(next);
      }
    }
    parts.push(part);
  }
  return parts;
}
