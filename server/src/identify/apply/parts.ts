import type { Identifier, KindRules } from '#clean';
import { type IdentifierKey, keyOf } from '../model.ts';
import type { KeptIdentifier } from '../preview/rederive.ts';

/** Of each identifier the number of the profile that rules would give it; below 0: nobody's but its own; undefined: it would identify nobody. */
export type Placed = ReadonlyMap<IdentifierKey, number | undefined>;

/** Which part of what was re-derived each home goes with: that of its strongest identifier. */
export interface HomeParts {
  readonly partOf: ReadonlyMap<number, number>;
  /** Homes that hold identifiers which the rules keep apart: they stay whole. */
  readonly kept: number;
}

/** A home is the unit: what its identifiers said of traits cannot be told apart. */
export function partsOf(workspace: number, identifiers: readonly KeptIdentifier[], placed: Placed, kinds: KindRules): HomeParts {
  const strength = ({ kind }: Identifier): number => kinds.ruleOf(kind).strength;
  const partOf = new Map<number, number>();
  let kept = 0;
  for (const [home, held] of Map.groupBy(identifiers, (identifier) => identifier.home)) {
    const known = held.flatMap((identifier) => {
      const part = placed.get(keyOf(workspace, identifier));
      return part === undefined ? [] : [{ identifier, part }];
    });
    if (new Set(known.map(({ part }) => part)).size > 1) kept += 1;
    // What some message may join goes before what every link refuses.
    const joinable = known.some(({ part }) => part >= 0) ? known.filter(({ part }) => part >= 0) : known;
    const [strongest] = joinable.toSorted(
      ({ identifier: a }, { identifier: b }) => strength(a) - strength(b) || a.firstSeen - b.firstSeen || (a.value < b.value ? -1 : 1),
    );
    // Whoever holds nothing that identifies somebody is together with nobody. No re-derived profile has such a number.
    partOf.set(home, strongest?.part ?? Number.MIN_SAFE_INTEGER + home);
  }
  return { partOf, kept };
}
