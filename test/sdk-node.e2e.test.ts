/** The unchanged `@segment/analytics-node`, with only its host set. */
import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pipelineState, untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';
import { countsByName, eventsOf, identifiersOf, lookupProfile } from './profiles.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

/** Runs the calls with an SDK of its own, waits until all of it can be queried, and returns how many messages were accepted. */
async function withSdk(calls: (analytics: Analytics) => void, options: { gzip?: boolean } = {}): Promise<number> {
  const before = await untilDrained(product);
  const errors: unknown[] = [];
  const analytics = new Analytics({ writeKey: product.writeKey, host: product.url, flushAt: 15, ...options });
  analytics.on('error', (error) => errors.push(error));
  calls(analytics);
  await analytics.closeAndFlush({ timeout: 60_000 });
  expect(errors).toEqual([]);
  const sent = (await pipelineState(product)).accepted - before.accepted;
  await untilDrained(product);
  return sent;
}

test('every kind of call arrives once, and an anonymous history joins the customer who logs in', async () => {
  const sent = await withSdk((analytics) => {
    analytics.page({ anonymousId: 'visitor-1', name: 'Home', properties: { path: '/', url: 'https://shop.example/' } });
    analytics.track({ anonymousId: 'visitor-1', event: 'Product Viewed', properties: { product_id: 'p-1', price: 12.5 } });
    analytics.identify({ userId: 'customer-1', anonymousId: 'visitor-1', traits: { email: 'Li.Lei@Example.com', name: '李雷', address: { city: '上海' } } });
    analytics.track({
      userId: 'customer-1',
      event: 'Order Completed',
      properties: { order_id: 'o-1', revenue: 99.9, products: [{ sku: 's-1', quantity: 2 }] },
    });
    analytics.screen({ userId: 'customer-1', name: 'Orders' });
    analytics.group({ userId: 'customer-1', groupId: 'acme', traits: { plan: 'gold' } });
  });
  expect(sent).toBe(6);

  const profile = await lookupProfile(product, 'user_id', 'customer-1');
  expect(identifiersOf(profile)).toEqual(['anonymous_id visitor-1', 'email li.lei@example.com', 'user_id customer-1']);
  expect(profile.traits).toEqual({ email: 'Li.Lei@Example.com', name: '李雷', address: { city: '上海' } });
  expect(profile.eventCount).toBe(4);
  const events = await eventsOf(product, profile.id);
  expect(countsByName(events)).toEqual({ 'Page Viewed': 1, 'Product Viewed': 1, $identify: 1, 'Order Completed': 1, 'Screen Viewed': 1, $group: 1 });
  expect(events.find(({ event }) => event === 'Order Completed')?.properties).toEqual({
    order_id: 'o-1',
    revenue: 99.9,
    products: [{ sku: 's-1', quantity: 2 }],
  });
  expect(events.find(({ event }) => event === 'Page Viewed')?.properties).toMatchObject({ name: 'Home', path: '/' });
  expect((await lookupProfile(product, 'anonymous_id', 'visitor-1')).id).toBe(profile.id);
  expect((await lookupProfile(product, 'email', 'LI.LEI@example.com')).id).toBe(profile.id);
});

test('alias makes two ids one customer', async () => {
  await withSdk((analytics) => {
    analytics.track({ userId: 'old-number', event: 'Signed Up' });
    analytics.track({ userId: 'new-number', event: 'Signed In' });
  });
  const [old, recent] = [await lookupProfile(product, 'user_id', 'old-number'), await lookupProfile(product, 'user_id', 'new-number')];
  expect(old.id).not.toBe(recent.id);
  expect(await withSdk((analytics) => analytics.alias({ previousId: 'old-number', userId: 'new-number' }))).toBe(1);
  const joined = await lookupProfile(product, 'user_id', 'new-number');
  expect([joined.id, joined.eventCount]).toEqual([Math.min(old.id, recent.id), 2]);
  expect(countsByName(await eventsOf(product, joined.id))).toEqual({ 'Signed Up': 1, 'Signed In': 1, $alias: 1 });
});

test.each([true, false])('a thousand messages of fifty customers are counted exactly (gzip: %s)', async (gzip) => {
  const space = gzip ? 'zipped' : 'plain';
  const before = await untilDrained(product);
  const sent = await withSdk(
    (analytics) => {
      for (let number = 0; number < 1_000; number++)
        analytics.track({ userId: `${space}-${number % 50}`, event: `Step ${number % 4}`, properties: { number } });
    },
    { gzip },
  );
  expect(sent).toBe(1_000);
  const after = await untilDrained(product);
  expect([after.passed - before.passed, after.parked - before.parked, after.dropped - before.dropped]).toEqual([1_000, 0, 0]);
  const profile = await lookupProfile(product, 'user_id', `${space}-7`);
  expect(profile.eventCount).toBe(20);
  expect(countsByName(await eventsOf(product, profile.id))).toEqual({ 'Step 3': 10, 'Step 1': 10 });
});

test('a key that nobody has is told to the program, and nothing is accepted', async () => {
  const before = await untilDrained(product);
  const analytics = new Analytics({ writeKey: 'cNobodyNobodyNobodyNobody', host: product.url, maxRetries: 0 });
  const failed = new Promise((resolve) => analytics.on('error', resolve));
  analytics.track({ userId: 'u', event: 'Lost' });
  await analytics.closeAndFlush({ timeout: 20_000 });
  expect(await failed).toMatchObject({ code: 'delivery_failure' });
  expect((await pipelineState(product)).accepted).toBe(before.accepted);
});
