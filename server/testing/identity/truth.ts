/** How well a clustering of identifiers agrees with the demo retailer's truth. */
import { emissionsOf, identityOf, type World } from '@danqing/demo';

/** Pairs of identifiers, each of which belongs to one person for certain. */
export interface IdentityScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Of any profile: true people whose own identifiers it holds. */
  readonly mostPeople: number;
  /** Profiles that hold more than one true person. */
  readonly mixedProfiles: number;
}

const pairsOf = (size: number): number => (size * (size - 1)) / 2;

function countBy<Key>(keys: readonly Key[]): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/**
 * Pairwise precision, recall and F1. A pair is asked for when exact matching can join it (the truth's `groups`); one that is found is wrong when the
 * two are different people's. Identifiers that are shared or mistyped are nobody's and count in no pair.
 * `profileOf`: the profile that holds `kind=value`, undefined when none does.
 */
export function scoreIdentity(world: World, profileOf: (identifier: string) => number | undefined): IdentityScore {
  let [asked, right] = [0, 0];
  const peopleOf = new Map<number, Map<number, number>>();
  for (let person = 0; person < world.population; person++) {
    const { life, emissions } = emissionsOf(world, person);
    const { groups } = identityOf(world, life.person, emissions);
    for (const group of groups) {
      const profiles = group.flatMap((identifier) => profileOf(identifier) ?? []);
      asked += pairsOf(group.length);
      for (const size of countBy(profiles).values()) right += pairsOf(size);
      for (const profile of profiles) {
        const people = peopleOf.get(profile) ?? new Map<number, number>();
        peopleOf.set(profile, people.set(person, (people.get(person) ?? 0) + 1));
      }
    }
  }
  const sizes = [...peopleOf.values()].map((people) => [...people.values()]);
  const wrong = sizes.reduce((sum, each) => sum + pairsOf(each.reduce((a, b) => a + b, 0)) - each.reduce((a, b) => a + pairsOf(b), 0), 0);
  const [precision, recall] = [right / (right + wrong), right / asked];
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    mostPeople: Math.max(...sizes.map((each) => each.length)),
    mixedProfiles: sizes.filter((each) => each.length > 1).length,
  };
}
