import type { ProfileView, TimelineEvent } from '@danqing/contracts';
import type { Product } from './product.ts';

const isProfile = (value: unknown): value is ProfileView =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number' && 'identifiers' in value && Array.isArray(value.identifiers);

const isTimeline = (value: unknown): value is { readonly items: readonly TimelineEvent[]; readonly next: string | null } =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items) && 'next' in value;

/** GET /profiles/lookup, checked for shape. */
export async function lookupProfile(product: Pick<Product, 'api'>, kind: string, value: string): Promise<ProfileView> {
  const profile = await product.api('GET', `/profiles/lookup?kind=${encodeURIComponent(kind)}&value=${encodeURIComponent(value)}`);
  if (!isProfile(profile)) throw new Error(`no profile: ${JSON.stringify(profile)}`);
  return profile;
}

/** All events of a profile, oldest first. */
export async function eventsOf(product: Pick<Product, 'api'>, id: number): Promise<readonly TimelineEvent[]> {
  const events: TimelineEvent[] = [];
  let cursor = '';
  do {
    const page = await product.api('GET', `/profiles/${id}/events?limit=100${cursor}`);
    if (!isTimeline(page)) throw new Error(`no timeline: ${JSON.stringify(page)}`);
    events.push(...page.items);
    cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  return events.toReversed();
}

/** How often each name occurs. */
export function countsByName(events: readonly TimelineEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { event } of events) counts[event] = (counts[event] ?? 0) + 1;
  return counts;
}

export const identifiersOf = (profile: ProfileView): readonly string[] => profile.identifiers.map(({ kind, value }) => `${kind} ${value}`).toSorted();
