import type { Identifier, KindRules } from '#clean';
import { type IdentifierKey, keyOf } from '../model.ts';
import type { KeptIdentifier } from '../preview/rederive.ts';

/** Of each identifier the number of the profile that rules would give it; below 0: nobody's but its own; undefined: it would identify nobody. */
export type Placed = ReadonlyMap<IdentifierKey, number | undefined>;

/** Which part of what was re-derived each home goes with: that of its strongest identifier. */
export interface HomeParts {
  readonly partOf: Map<number, number>;
  /** Identifiers of a home that the rules place elsewhere. */
  readonly strays: readonly { readonly identifier: KeptIdentifier; readonly part: number }[];
}

/** What was recorded under a home cannot be told apart, so the home goes as a whole; identifiers may leave it. One that would identify nobody stays where it is. */
export function partsOf(workspace: number, identifiers: readonly KeptIdentifier[], placed: Placed, kinds: KindRules): HomeParts {
  const strength = ({ kind }: Identifier): number => kinds.ruleOf(kind).strength;
  const partOf = new Map<number, number>();
  const strays: HomeParts['strays'][number][] = [];
  for (const [home, held] of Map.groupBy(identifiers, (identifier) => identifier.home)) {
    const known = held.flatMap((identifier) => {
      const part = placed.get(keyOf(workspace, identifier));
      return part === undefined ? [] : [{ identifier, part }];
    });
    // What some message may join goes before what every link refuses.
    const joinable = known.some(({ part }) => part >= 0) ? known.filter(({ part }) => part >= 0) : known;
    const [strongest] = joinable.toSorted(
      ({ identifier: a }, { identifier: b }) => strength(a) - strength(b) || a.firstSeen - b.firstSeen || (a.value < b.value ? -1 : 1),
    );
    // Whoever holds nothing that identifies somebody is together with nobody. No re-derived profile has such a number.
    partOf.set(home, strongest?.part ?? Number.MIN_SAFE_INTEGER + home);
    for (const one of known) if (one.part !== strongest?.part) strays.push(one);
  }
  return { partOf, strays };
}
