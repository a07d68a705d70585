import { hash, Rng, share, stream } from '../random.ts';
import type { World } from '../world.ts';

/** Customers live in neighbourhoods of 32, so that families and rings can be found from one person's number alone. */
const NEIGHBOURHOOD = 32;

export interface Household {
  /** Number of its first member; the household's own number. */
  readonly first: number;
  readonly size: number;
  /** Two members give one phone number: the second uses the first one's. */
  readonly sharesPhone: boolean;
  readonly sharesTablet: boolean;
}

export interface Ring {
  readonly first: number;
  readonly size: number;
}

interface Neighbourhood {
  readonly households: readonly Household[];
  readonly ring: Ring | undefined;
}

const sizes: readonly number[] = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4];

function neighbourhoodOf(world: World, number: number): Neighbourhood {
  const { seed, customers, mess } = world.options;
  const rng = new Rng(seed, stream.neighbourhood, number);
  const end = Math.min((number + 1) * NEIGHBOURHOOD, customers);
  const ring = ringOf(world, number, end, rng);
  const households: Household[] = [];
  for (let first = ring === undefined ? number * NEIGHBOURHOOD : ring.first + ring.size; first < end; ) {
    const size = Math.min(rng.pick(sizes), end - first);
    households.push({ first, size, sharesPhone: size > 1 && rng.chance(mess.familyPhones), sharesTablet: size > 1 && rng.chance(mess.familyTablets) });
    first += size;
  }
  return { households, ring };
}

/** Every so-many-th neighbourhood begins with a ring: evenly spread, so that a small world has one too. */
function ringOf(world: World, number: number, end: number, rng: Rng): Ring | undefined {
  const { seed, mess } = world.options;
  const offset = share(seed, stream.neighbourhood);
  const hasRing = Math.floor((number + 1) * mess.fraudRings + offset) > Math.floor(number * mess.fraudRings + offset);
  const first = number * NEIGHBOURHOOD;
  const size = 6 + rng.int(13);
  return hasRing && first + size <= end ? { first, size } : undefined;
}

export function householdOf(world: World, person: number): { readonly household: Household; readonly ring: Ring | undefined } {
  const { households, ring } = neighbourhoodOf(world, Math.floor(person / NEIGHBOURHOOD));
  if (ring !== undefined && person < ring.first + ring.size) return { household: { first: person, size: 1, sharesPhone: false, sharesTablet: false }, ring };
  const household = households.find(({ first, size }) => person >= first && person < first + size);
  return { household: household ?? { first: person, size: 1, sharesPhone: false, sharesTablet: false }, ring: undefined };
}

/** The shop tablet on which a customer logs in, if at all: number of the tablet. */
export function shopTabletOf(world: World, person: number): number | undefined {
  const { seed, mess } = world.options;
  if (share(seed, stream.shopTablet, person) >= mess.shopTablets) return undefined;
  return hash(seed, stream.shopTablet, person, 1) % world.tablets;
}
