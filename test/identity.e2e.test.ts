import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Message, sendAll } from './collecting.ts';
import { ordersOf } from './orders.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

interface Profile {
  readonly id: number;
  readonly eventCount: number;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
}

async function lookup(kind: string, value: string): Promise<Profile> {
  const profile = await product.api('GET', `/profiles/lookup?kind=${kind}&value=${encodeURIComponent(value)}`);
  if (!isProfile(profile)) throw new Error(`no profile: ${JSON.stringify(profile)}`);
  return profile;
}
const isProfile = (value: unknown): value is Profile => typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number';

/** Many at once, because look-ups that come together share their queries. */
async function forEach(spaces: readonly string[], check: (space: string) => Promise<void>): Promise<void> {
  for (let first = 0; first < spaces.length; first += 60) await Promise.all(spaces.slice(first, first + 60).map(check));
}

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** The story of one namespace: its messages get the namespace into every identifier, so that stories do not meet. */
type Story = (space: string) => readonly Message[];

/**
 * Sends a story in every order of arrival, each order in a namespace of its own. First messages of all orders first, then the second
 * ones, so that the messages of one story fall into different requests and slices.
 */
async function tellInEveryOrder(name: string, story: Story): Promise<readonly string[]> {
  const orders = ordersOf(story('').length);
  const spaces = orders.map((_, index) => `${name}-${index}`);
  const steps = story('').map((_, step) => orders.flatMap((order, index) => story(spaces[index] ?? '')[order[step] ?? 0] ?? []));
  const { accepted } = await untilDrained(product);
  for (const messages of steps) await sendAll(product, messages);
  await untilDrained(product, { atLeast: accepted + orders.length * story('').length });
  return spaces;
}

describe('one person on three devices', () => {
  const story: Story = (space) => [
    { messageId: `${space}.1`, type: 'page', anonymousId: `${space}.phone`, timestamp: at(1) },
    { messageId: `${space}.2`, type: 'identify', anonymousId: `${space}.phone`, userId: `${space}.user`, timestamp: at(2) },
    { messageId: `${space}.3`, type: 'track', event: 'Product Viewed', anonymousId: `${space}.laptop`, timestamp: at(3) },
    {
      messageId: `${space}.4`,
      type: 'identify',
      anonymousId: `${space}.laptop`,
      userId: `${space}.user`,
      traits: { email: `${space}@example.com` },
      timestamp: at(4),
    },
    {
      messageId: `${space}.5`,
      type: 'identify',
      anonymousId: `${space}.tablet`,
      userId: `${space}.user`,
      traits: { email: `${space}@example.com` },
      timestamp: at(5),
    },
    { messageId: `${space}.6`, type: 'track', event: 'Order Completed', anonymousId: `${space}.tablet`, properties: { revenue: 10 }, timestamp: at(6) },
  ];

  it('is one profile in every order of arrival', async () => {
    await forEach(await tellInEveryOrder('three', story), async (space) => {
      const profile = await lookup('user_id', `${space}.user`);
      expect(profile).toMatchObject({ eventCount: 3, firstSeenAt: at(1), lastSeenAt: at(6), createdAt: at(1), traits: { email: `${space}@example.com` } });
      expect(profile.identifiers.map(({ kind, value }) => `${kind} ${value}`).toSorted()).toEqual([
        `anonymous_id ${space}.laptop`,
        `anonymous_id ${space}.phone`,
        `anonymous_id ${space}.tablet`,
        `email ${space}@example.com`,
        `user_id ${space}.user`,
      ]);
      expect((await lookup('anonymous_id', `${space}.laptop`)).id).toBe(profile.id);
    });
  });
});

describe('two people who log in one after the other in one browser', () => {
  const story: Story = (space) => [
    { messageId: `${space}.1`, type: 'page', anonymousId: `${space}.browser`, timestamp: at(1) },
    { messageId: `${space}.2`, type: 'identify', anonymousId: `${space}.browser`, userId: `${space}.ann`, timestamp: at(2) },
    { messageId: `${space}.3`, type: 'track', event: 'Order Completed', anonymousId: `${space}.browser`, userId: `${space}.ann`, timestamp: at(3) },
    { messageId: `${space}.4`, type: 'identify', anonymousId: `${space}.browser`, userId: `${space}.bob`, timestamp: at(4) },
    { messageId: `${space}.5`, type: 'track', event: 'Order Completed', anonymousId: `${space}.browser`, userId: `${space}.bob`, timestamp: at(5) },
  ];

  it('stay two in every order of arrival, each with what they did', async () => {
    await forEach(await tellInEveryOrder('two', story), async (space) => {
      const [ann, bob] = [await lookup('user_id', `${space}.ann`), await lookup('user_id', `${space}.bob`)];
      expect(ann.id).not.toBe(bob.id);
      const userIds = [ann, bob].map((each) => each.identifiers.filter(({ kind }) => kind === 'user_id').map(({ value }) => value));
      expect(userIds).toEqual([[`${space}.ann`], [`${space}.bob`]]);
      // The visit before anybody logged in belongs to whoever the browser was known by first; it is counted once.
      expect(ann.eventCount + bob.eventCount).toBe(3);
      expect(Math.min(ann.eventCount, bob.eventCount)).toBe(1);
    });
  });
});
