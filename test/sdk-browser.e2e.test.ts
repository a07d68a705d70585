/** The unchanged `@segment/analytics-next` in a real browser, on a page of another origin, with only its host set. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { type ShopSite, startShopSite } from './browser/shop-site.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';
import { countsByName, eventsOf, identifiersOf, lookupProfile } from './profiles.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: the browser SDK in a real Chromium, because there is none (install the Debian package `chromium`)\n');

/** What a page's scripts may call. */
interface PageAnalytics {
  page(name?: string): Promise<unknown>;
  track(event: string, properties?: object): Promise<unknown>;
  identify(userId: string, traits?: object): Promise<unknown>;
  group(groupId: string, traits?: object): Promise<unknown>;
  alias(userId: string): Promise<unknown>;
  user(): { anonymousId(): string } | Promise<{ anonymousId(): string }>;
}
declare global {
  var analytics: PageAnalytics;
}

describe.skipIf(chromiumPath === undefined)('analytics-next in Chromium', () => {
  let product: Product;
  let browser: Browser;
  let shop: ShopSite;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    shop = await startShopSite(product);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await product?.stop();
  });

  const requests: string[] = [];
  async function visit(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(shop.url + path);
    return page;
  }
  const anonymousIdIn = (page: Page): Promise<string> =>
    page.evaluate(async () => {
      await new Promise((resolve) => {
        const look = setInterval(() => {
          if (typeof window.analytics?.user !== 'function') return;
          clearInterval(look);
          resolve(undefined);
        }, 20);
      });
      return (await window.analytics.user()).anonymousId();
    });

  test.each(['/snippet', '/bundle', '/bundle-batching'])(
    '%s: every kind of call arrives once, and what the visitor did before logging in is hers',
    async (path) => {
      const customer = `customer of ${path}`;
      const before = await untilDrained(product);
      const context = await browser.newContext();
      const page = await visit(context, `${path}?utm_source=wechat&utm_campaign=double11`);
      const anonymousId = await anonymousIdIn(page);
      await page.evaluate(
        async ([userId, isSnippet]) => {
          if (!isSnippet) await window.analytics.page(); // the snippet has done that itself
          await window.analytics.track('Product Viewed', { product_id: 'p-1', price: 12.5 });
          await window.analytics.track('Product Added', { product_id: 'p-1', quantity: 1 });
          await window.analytics.identify(userId, { email: `${userId.split('/')[1]}@example.com`, name: '韩梅梅' });
          await window.analytics.group('acme', { plan: 'gold' });
          await window.analytics.track('Order Completed', { order_id: `o-${userId}`, revenue: 99.9 });
          await window.analytics.alias(userId);
        },
        [customer, path === '/snippet'] as const,
      );
      const after = await untilDrained(product, { atLeast: before.accepted + 7 });
      expect([after.passed - before.passed, after.parked - before.parked]).toEqual([7, 0]);
      await context.close();

      const profile = await lookupProfile(product, 'user_id', customer);
      expect(identifiersOf(profile)).toEqual([`anonymous_id ${anonymousId}`, `email ${path.slice(1)}@example.com`, `user_id ${customer}`]);
      expect(profile.traits).toMatchObject({ name: '韩梅梅' });
      expect(profile.eventCount).toBe(4);
      const events = await eventsOf(product, profile.id);
      expect(countsByName(events)).toEqual({
        'Page Viewed': 1,
        'Product Viewed': 1,
        'Product Added': 1,
        $identify: 1,
        $group: 1,
        'Order Completed': 1,
        $alias: 1,
      });
      expect(events.find(({ event }) => event === 'Order Completed')?.properties).toMatchObject({ order_id: `o-${customer}`, revenue: 99.9 });
      expect(events.find(({ event }) => event === 'Page Viewed')?.context).toMatchObject({
        page: { path, title: '小店' },
        campaign: { source: 'wechat', name: 'double11' },
      });
    },
  );

  test('two people who log in one after the other in one browser stay two', async () => {
    const context = await browser.newContext();
    const page = await visit(context, '/bundle');
    await page.evaluate(async () => {
      await window.analytics.identify('first-of-browser');
      await window.analytics.track('Order Completed');
      await window.analytics.identify('second-of-browser');
      await window.analytics.track('Order Completed');
    });
    await untilDrained(product);
    await context.close();
    const [first, second] = [await lookupProfile(product, 'user_id', 'first-of-browser'), await lookupProfile(product, 'user_id', 'second-of-browser')];
    expect(first.id).not.toBe(second.id);
    expect([first.eventCount, second.eventCount]).toEqual([1, 1]);
  });

  test('what is sent while the page goes away arrives', async () => {
    const context = await browser.newContext();
    const page = await visit(context, '/bundle');
    const anonymousId = await anonymousIdIn(page);
    const { accepted } = await untilDrained(product);
    const isSending = page.waitForRequest((request) => request.url().endsWith('/v1/t'));
    await page.evaluate(() => {
      void window.analytics.track('Link Clicked');
    });
    await isSending; // what the SDK has not yet in its queue when the page goes is lost in the SDK
    await page.goto('about:blank');
    const back = await visit(context, '/bundle'); // the SDK keeps what it could not send and sends it from the next page
    await back.evaluate(() => window.analytics.track('Came Back'));
    await untilDrained(product, { atLeast: accepted + 2 });
    await context.close();
    const profile = await lookupProfile(product, 'anonymous_id', anonymousId);
    expect(countsByName(await eventsOf(product, profile.id))).toEqual({ 'Link Clicked': 1, 'Came Back': 1 });
  });

  test('no request went to anybody but the shop and the product, nor does one later', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.clock.install();
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${shop.url}/bundle`);
    await page.evaluate(() => window.analytics.track('Stayed Long'));
    await page.clock.runFor(120_000); // the SDK reports on itself every thirty seconds, if it may
    await context.close();
    expect(requests.filter((url) => !url.startsWith(shop.url) && !url.startsWith(product.url) && url !== 'about:blank')).toEqual([]);
  });
});
