import type { Sharing } from '../people/device.ts';
import { familyTabletId, ringDeviceId, shopTabletId } from '../people/device.ts';
import type { World } from '../world.ts';
import type { PersonTruth } from './person-truth.ts';

interface Shared {
  readonly kind: Exclude<Sharing, 'own'> | 'family_phone';
  readonly identifier: string;
  readonly people: number[];
}

export interface SharedCounter {
  readonly person: (truth: PersonTruth) => void;
  readonly records: () => readonly Shared[];
}

/** Who uses what is used by several. Holds only those, a few percent of all people. */
export function countShared(world: World): SharedCounter {
  const { seed } = world.options;
  const found = new Map<string, Shared>();
  const add = (kind: Shared['kind'], identifier: string, person: number): void => {
    const shared = found.get(identifier) ?? { kind, identifier, people: [] };
    shared.people.push(person);
    found.set(identifier, shared);
  };
  return {
    person: ({ index, person, emissions }) => {
      if (person === undefined) return;
      const ids = new Set(emissions.map(({ message }) => message.anonymousId));
      const device = (kind: Shared['kind'], id: string): void => {
        if (ids.has(id)) add(kind, `anonymous_id=${id}`, index);
      };
      if (person.household.sharesTablet) device('family_tablet', familyTabletId(seed, person.household.first));
      if (person.shopTablet !== undefined) device('shop_tablet', shopTabletId(seed, person.shopTablet));
      if (person.ring !== undefined) device('ring', ringDeviceId(seed, person.ring.first));
      if (person.household.sharesPhone && index <= person.household.first + 1) add('family_phone', `phone=+86${person.phones[0]?.value ?? ''}`, index);
    },
    records: () => [...found.values()],
  };
}
