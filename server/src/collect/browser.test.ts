import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decodeRecord } from './decode/decode.ts';
import { type CollectorUnderTest, KEY, startCollector } from './testing.ts';

let collector: CollectorUnderTest;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());
beforeEach(() => {
  collector.log.entries.length = 0;
});

const track = { type: 'track', event: 'Bought', userId: 'u1', messageId: 'm1' };

describe('pixels', () => {
  const data = (message: object): string => encodeURIComponent(Buffer.from(JSON.stringify(message)).toString('base64'));

  test('an event in an address is taken', async () => {
    const answer = await fetch(`${collector.url}/v1/pixel/track?data=${data({ ...track, writeKey: KEY })}`);
    expect([answer.status, answer.headers.get('content-type'), (await answer.arrayBuffer()).byteLength]).toEqual([200, 'image/gif', 42]);
    expect(decodeRecord({ position: 1, ...collector.last() })).toMatchObject([{ type: 'track', raw: track }]);
  });

  test.each(['', '?data=', '?data=%00', `?data=${data(track)}`, `?data=${data([1])}`])('a picture comes whatever the address says: %s', async (query) => {
    const answer = await fetch(`${collector.url}/v1/pixel/page${query}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/gif']);
    expect(collector.log.entries).toEqual([]);
  });
});

describe('what browsers load', () => {
  test('settings send the SDK back to this very host', async () => {
    const settings = await (await fetch(`${collector.url}/v1/projects/${KEY}/settings`)).json();
    expect(settings).toMatchObject({
      integrations: { 'Segment.io': { apiKey: KEY, apiHost: `127.0.0.1:${collector.port}/v1`, protocol: 'http' } },
      metrics: { sampleRate: 0 },
    });
  });

  test('behind a proxy they name the public address', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'events.shop.example' };
    const settings = await (await fetch(`${collector.url}/v1/projects/${KEY}/settings`, { headers })).json();
    expect(settings).toMatchObject({ integrations: { 'Segment.io': { apiHost: 'events.shop.example/v1', protocol: 'https' } } });
  });

  test('an unknown key has no settings', async () => {
    expect((await fetch(`${collector.url}/v1/projects/nobody/settings`)).status).toBe(404);
  });

  test('the SDK is served with its write key, its parts beside it, and nothing else', async () => {
    const loader = await fetch(`${collector.url}/analytics.js/v1/${KEY}/analytics.min.js`);
    expect([loader.status, loader.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(await loader.text()).toContain(`window.analyticsWriteKey="${KEY}"`);
    expect((await fetch(`${collector.url}/analytics.js/v1/nobody/analytics.min.js`)).status).toBe(404);
    expect((await fetch(`${collector.url}/analytics-next/bundles/standalone.js`)).status).toBe(200);
    expect((await fetch(`${collector.url}/analytics-next/bundles/nothing.js`)).status).toBe(404);
    expect((await fetch(`${collector.url}/analytics-next/bundles/..%2fpackage.js`)).status).toBe(418);
  });
});
