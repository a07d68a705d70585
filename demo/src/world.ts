import { DAY, localDay, type ShoppingTime, shoppingTime } from './calendar.ts';
import { type Campaign, createCampaigns } from './campaigns.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import type { DemoOptions } from './options.ts';

/** What everybody in the story shares. Small, whatever the number of customers. */
export interface World {
  readonly options: DemoOptions;
  /** The story runs from start (inclusive) to until (exclusive), in milliseconds. */
  readonly start: number;
  readonly until: number;
  readonly shops: number;
  readonly tablets: number;
  /** People by number: customers first, then visitors whom nobody knows, then bots. */
  readonly visitors: number;
  readonly bots: number;
  readonly population: number;
  readonly catalogue: Catalogue;
  readonly campaigns: readonly Campaign[];
  readonly time: ShoppingTime;
}

/** The longest that somebody can have been a customer before the story, and a little. */
const PAST_DAYS = 1000;

export function createWorld(options: DemoOptions): World {
  const { customers, seed, days, until, mess } = options;
  const start = until - days * DAY;
  const visitors = Math.ceil(customers * 0.4);
  const bots = Math.ceil(customers * mess.bots);
  const shops = Math.max(3, Math.ceil(customers / 500));
  return {
    options,
    start,
    until,
    shops,
    // Some ten customers a tablet at the default share: enough to look like a person with many names.
    tablets: Math.max(1, Math.round((customers * mess.shopTablets) / 10)),
    visitors,
    bots,
    population: customers + visitors + bots,
    catalogue: createCatalogue(seed),
    campaigns: createCampaigns(seed, start, until),
    time: shoppingTime(localDay(start) - PAST_DAYS, localDay(until) + 1),
  };
}

export type Kind = 'customer' | 'visitor' | 'bot';

export function kindOf(world: World, index: number): Kind {
  if (index < world.options.customers) return 'customer';
  return index < world.options.customers + world.visitors ? 'visitor' : 'bot';
}
