import { consentsOf, isAllowed, marketingChannels } from '../people/consents.ts';
import type { Person } from '../people/person.ts';
import type { World } from '../world.ts';

/** The line of consents.jsonl: what a customer said, and what therefore stands at the end of the story. */
export function consentTruth(world: World, person: Person): Readonly<Record<string, unknown>> {
  const said = consentsOf(world, person);
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    person: person.index,
    customerId: person.customerId,
    said: said.map(({ at, expiresAt, ...one }) => ({ ...one, at: iso(at), ...(expiresAt === undefined ? {} : { expiresAt: iso(expiresAt) }) })),
    allowed: {
      marketing: isAllowed(said, 'marketing', undefined, world.until),
      profiling: isAllowed(said, 'profiling', undefined, world.until),
      ...Object.fromEntries(marketingChannels.map((channel) => [`marketing/${channel}`, isAllowed(said, 'marketing', channel, world.until)])),
    },
  };
}
