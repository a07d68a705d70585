/** The unchanged SDKs of others, with only address and key set as the console's snippets say, from Node.js and from a real Chromium on a page of another origin. */
import type { ProfileView, TimelineEvent } from '@danqing/contracts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';
import { eventsOf, identifiersOf, lookupProfile } from './profiles.ts';
import { miniProgram } from './sdk/mini-program.ts';
import { runNode } from './sdk/run-node.ts';
import { type Loaded, type SdkSite, startSdkSite } from './sdk/site.ts';
import { snippetFor, withoutImports } from './sdk/snippet.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await Promise.all(programs);
  await product.stop();
});

/** Programs that end by themselves, some time after they have sent. */
const programs: Promise<string>[] = [];

interface Seen {
  readonly profile: ProfileView;
  readonly events: readonly TimelineEvent[];
}

/** The customer and everything that was sent of them, once `sent` more messages than before have ended; none of them in quarantine. */
async function seenAfter(customer: string, sent: number, act: () => Promise<unknown>): Promise<Seen> {
  const before = await untilDrained(product, { everyMs: 50 });
  await act();
  const after = await untilDrained(product, { atLeast: before.accepted + sent, everyMs: 50 });
  expect([after.accepted - before.accepted, after.parked - before.parked, after.dropped - before.dropped]).toEqual([sent, 0, 0]);
  const profile = await lookupProfile(product, 'user_id', customer);
  return { profile, events: await eventsOf(product, profile.id) };
}

/** Each snippet names a customer, her address and an order of 99. */
function expectOrder({ profile, events }: Seen, customer: string, options: { readonly hasEmail?: boolean } = {}): void {
  const order = events.find(({ event }) => event === 'Order Completed');
  expect(order?.properties).toMatchObject({ order_id: `order-of-${customer}`, revenue: 99 });
  if (options.hasEmail ?? true) {
    expect(profile.traits).toMatchObject({ email: `${customer}@example.com` });
    expect(identifiersOf(profile)).toContain(`email ${customer}@example.com`);
  }
}

describe('from Node.js', () => {
  test.each([
    ['rudder-sdk-node', 2],
    ['sa-sdk-node', 2],
    ['posthog-node', 2],
    ['mixpanel', 2],
    ['dittofeed-sdk-node', 2],
  ])('%s: what its snippet sends is the customer and her order', async (key, sent) => {
    const customer = `of-${key}`;
    expectOrder(await seenAfter(customer, sent, () => runNode(snippetFor(product, key, customer))), customer);
  });

  test('sa-sdk-node: items fill the catalogue, and what is set once stays', async () => {
    const more = `
sensors.itemSet('product', 'tea-1', { price: 3, name: '龙井' });
sensors.itemSet('product', 'tea-2', { price: 4 });
sensors.itemDelete('product', 'tea-2');
sensors.profileSetOnce('of-catalogue', { first_shop: '上海' });
sensors.profileIncrement('of-catalogue', { visits: 2 });`;
    const { profile } = await seenAfter('of-catalogue', 7, () => runNode(snippetFor(product, 'sa-sdk-node', 'of-catalogue') + more));
    expect(profile.traits).toMatchObject({ first_shop: '上海' });
    expect(profile.traits).not.toHaveProperty('visits');
    expect(await product.api('GET', '/entities/product/tea-1')).toMatchObject({ attributes: { price: 3, name: '龙井' } });
    expect(await product.api('GET', '/entities/product/tea-2')).toMatchObject({ gone: true });
  });

  test('snowplow-node', async () => {
    const customer = 'of-snowplow-node';
    expectOrder(await seenAfter(customer, 1, () => runNode(snippetFor(product, 'snowplow-node', customer))), customer, { hasEmail: false });
  });

  test('the mini-program of Sensors Analytics, on a stub of `wx`', async () => {
    const customer = 'of-miniprogram';
    const seen = await seenAfter(customer, 4, () => {
      programs.push(runNode(miniProgram(snippetFor(product, 'sa-sdk-miniprogram', customer))));
      return Promise.resolve();
    });
    expectOrder(seen, customer);
    expect(seen.events.map(({ event }) => event)).toEqual(['$identify', 'Signed In', '$identify', 'Order Completed']);
    expect(identifiersOf(seen.profile).filter((one) => one.startsWith('anonymous_id '))).toHaveLength(1);
  });
});

if (chromiumPath === undefined)
  process.stderr.write('skipped: the browser SDKs of others in a real Chromium, because there is none (install the Debian package `chromium`)\n');

/** A browser that says what people's browsers say: some SDKs send nothing from robots. */
const people = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36' };

describe.skipIf(chromiumPath === undefined)('from Chromium', () => {
  let browser: Browser;
  let site: SdkSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startChromium(['--disable-blink-features=AutomationControlled']), startSdkSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const foreign: string[] = [];
  async function visit(context: BrowserContext, loaded: Loaded): Promise<Page> {
    const page = await context.newPage();
    page.on('request', (request) => {
      const isOurs = [site.origin, product.url, 'about:', 'data:', 'blob:'].some((origin) => request.url().startsWith(origin));
      if (!isOurs) foreign.push(request.url());
    });
    await page.goto(site.page(loaded));
    if ('module' in loaded) await page.waitForFunction('window.isLoaded === true');
    return page;
  }
  const run = (page: Page, code: string): Promise<unknown> => page.evaluate(`(async () => {${code}\n})()`);

  interface Case {
    readonly key: string;
    readonly loaded: Loaded;
    /** Names under which the snippet knows the global. */
    readonly names?: string;
    readonly sent: number;
    readonly hasEmail?: boolean;
    readonly leaving: string;
    /** How often the snippet says of itself that a page was seen. */
    readonly pages: number;
  }
  const cases: readonly Case[] = [
    {
      key: 'rudder-js',
      loaded: { script: '@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js' },
      names: 'const { RudderAnalytics } = window.rudderanalytics;',
      sent: 3,
      leaving: `analytics.track('Left')`,
      pages: 1,
    },
    {
      key: 'sa-sdk-javascript',
      loaded: { script: 'sa-sdk-javascript/dist/web/sensorsdata.js' },
      names: 'const sensors = window.sensorsDataAnalytic201505;',
      sent: 5,
      leaving: `sensors.track('Left')`,
      pages: 1,
    },
    { key: 'posthog-js', loaded: { script: 'posthog-js/dist/array.full.js' }, sent: 3, leaving: `posthog.capture('Left')`, pages: 1 },
    { key: 'mixpanel-browser', loaded: { script: 'mixpanel-browser/dist/mixpanel.umd.js' }, sent: 4, leaving: `mixpanel.track('Left')`, pages: 0 },
    {
      key: 'snowplow-browser',
      loaded: { script: '@snowplow/browser-tracker/dist/index.umd.min.js' },
      names: 'const { newTracker, setUserId, trackPageView, trackSelfDescribingEvent, trackStructEvent } = window.snowplowBrowserTracking;',
      sent: 2,
      hasEmail: false,
      leaving: `trackSelfDescribingEvent({ event: { schema: 'iglu:com.example/Left/jsonschema/1-0-0', data: {} } })`,
      pages: 1,
    },
    { key: 'jitsu-js', loaded: { module: '@jitsu/js/dist/jitsu.es.js', names: ['jitsuAnalytics'] }, sent: 3, leaving: `analytics.track('Left')`, pages: 1 },
    {
      key: 'dittofeed-sdk-web',
      loaded: { module: '@dittofeed/sdk-web/dist/ejs/index.js', names: ['DittofeedSdk'] },
      sent: 2,
      leaving: `DittofeedSdk.track({ userId: 'of-dittofeed-sdk-web', event: 'Left' }); DittofeedSdk.flush()`,
      pages: 0,
    },
  ];

  test.each(cases)(
    '$key: what its snippet sends is the customer, her order and her page',
    async ({ key, loaded, names = '', sent, hasEmail, leaving, pages }) => {
      const customer = `of-${key}`;
      const context = await browser.newContext(people);
      const page = await visit(context, loaded);
      const code = withoutImports(snippetFor(product, key, customer));
      const seen = await seenAfter(customer, sent, () => run(page, `${names}\n${code}\nwindow.leave = () => { ${leaving} };`));
      expectOrder(seen, customer, hasEmail === undefined ? {} : { hasEmail });
      const viewed = seen.events.filter(({ event }) => event === 'Page Viewed');
      expect(viewed).toHaveLength(pages);
      for (const view of viewed)
        expect(view.context).toMatchObject({ page: { path: '/goods', title: '小店' }, campaign: { source: 'wechat', name: 'double11' } });

      const left = await seenAfter(customer, 1, async () => {
        await page.evaluate('window.leave()');
        await page.goto('about:blank');
      });
      expect(left.events.at(-1)?.event).toBe('Left');
      await context.close();
    },
  );

  test.each([
    ['sa-sdk-javascript', `sensors.login('first'); sensors.track('Paid'); sensors.logout(); sensors.login('second'); sensors.track('Paid')`],
    ['posthog-js', `posthog.identify('first'); posthog.capture('Paid'); posthog.reset(); posthog.identify('second'); posthog.capture('Paid')`],
  ])('%s: two people who sign in one after the other in one browser stay two', async (key, calls) => {
    const { loaded, names = '' } = cases.find((one) => one.key === key) ?? { loaded: { script: '' } };
    const context = await browser.newContext(people);
    const page = await visit(context, loaded);
    const [line = ''] = withoutImports(snippetFor(product, key, 'nobody'))
      .trimStart()
      .split('\n', 1);
    const before = await untilDrained(product, { everyMs: 50 });
    await run(page, `${names}\n${line}\n${calls.replaceAll(/'(first|second)'/g, `'${key}-$1'`)}`);
    await untilDrained(product, { atLeast: before.accepted + 4, everyMs: 50 });
    const [first, second] = [await lookupProfile(product, 'user_id', `${key}-first`), await lookupProfile(product, 'user_id', `${key}-second`)];
    expect(first.id).not.toBe(second.id);
    for (const { id } of [first, second]) expect((await eventsOf(product, id)).filter(({ event }) => event === 'Paid')).toHaveLength(1);
    await context.close();
  });

  test('no request went to anybody but the shop and the product', () => {
    expect(foreign).toEqual([]);
  });
});
