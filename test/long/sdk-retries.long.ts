/** SDKs that send again: everything arrived, and its yes was lost. Each event counts once, and nothing is missing. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from '../browser/chromium.ts';
import { untilDrained } from '../pipeline-state.ts';
import { type Product, startProduct } from '../product.ts';
import { countsByName, eventsOf, lookupProfile } from '../profiles.ts';
import { startForgetfulProxy } from '../sdk/forgetful-proxy.ts';
import { runNode } from '../sdk/run-node.ts';
import { type Loaded, type SdkSite, startSdkSite } from '../sdk/site.ts';
import { snippetFor, withoutImports } from '../sdk/snippet.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

/** Runs a snippet against a server that withholds its first yes; ends when the SDK has sent it again. */
async function sendTwice(key: string, act: (snippet: string) => Promise<unknown>): Promise<void> {
  const customer = `again-${key}`;
  const proxy = await startForgetfulProxy(product.url);
  const before = await untilDrained(product);
  await act(snippetFor({ url: proxy.url, writeKey: product.writeKey }, key, customer));
  // What was withheld comes again: as many duplicates at least as requests.
  await expect.poll(async () => (await untilDrained(product)).dropped - before.dropped, { timeout: 60_000, interval: 500 }).toBeGreaterThan(0);
  expect(proxy.withheld()).toBeGreaterThan(0);
  const after = await untilDrained(product);
  expect(after.parked - before.parked).toBe(0);
  const profile = await lookupProfile(product, 'user_id', customer);
  expect(countsByName(await eventsOf(product, profile.id))['Order Completed']).toBe(1);
  await proxy.close();
}

const another = `{ event: { schema: 'iglu:com.example/later/jsonschema/1-0-0', data: {} } }`;
const soon = (code: string): string => `await new Promise((resolve) => setTimeout(resolve, 2_000));\n${code}`;

describe('from Node.js', () => {
  it.each(['rudder-sdk-node', 'posthog-node'])('%s', async (key) => {
    await sendTwice(key, runNode);
  });

  it('snowplow-node, which sends again what it still has when there is something new', async () => {
    await sendTwice('snowplow-node', (snippet) => runNode(`${snippet}\n${soon(`tracker.track(buildSelfDescribingEvent(${another}));\ntracker.flush();`)}`));
  });
});

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

  const cases: readonly {
    readonly key: string;
    readonly loaded: Loaded;
    readonly names?: string;
    readonly change?: readonly [string, string];
    readonly later?: string;
  }[] = [
    {
      key: 'rudder-js',
      loaded: { script: '@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js' },
      names: 'const { RudderAnalytics } = window.rudderanalytics;',
    },
    {
      key: 'sa-sdk-javascript',
      loaded: { script: 'sa-sdk-javascript/dist/web/sensorsdata.js' },
      names: 'const sensors = window.sensorsDataAnalytic201505;',
      change: ['{ server_url:', '{ batch_send: true, server_url:'],
    },
    { key: 'posthog-js', loaded: { script: 'posthog-js/dist/array.full.js' } },
    { key: 'mixpanel-browser', loaded: { script: 'mixpanel-browser/dist/mixpanel.umd.js' } },
    {
      key: 'snowplow-browser',
      loaded: { script: '@snowplow/browser-tracker/dist/index.umd.min.js' },
      names: 'const { newTracker, setUserId, trackPageView, trackSelfDescribingEvent } = window.snowplowBrowserTracking;',
      later: soon(`trackSelfDescribingEvent(${another});`),
    },
  ];
  it.each(cases)('$key', async ({ key, loaded, names = '', change = ['', ''], later = '' }) => {
    const context = await browser.newContext({
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    });
    const page = await context.newPage();
    await page.goto(site.page(loaded));
    await sendTwice(key, (snippet) => page.evaluate(`(async () => {${names}\n${withoutImports(snippet).replace(...change)}\n${later}\n})()`));
    await context.close();
  });
});
