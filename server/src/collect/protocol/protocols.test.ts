/** What SDKs hear: over HTTP, from the collector, as each of them was seen to ask. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '#kernel';
import { decodeRecord } from '../decode/decode.ts';
import { type CollectorUnderTest, KEY, NOW, startCollector } from '../testing.ts';

let collector: CollectorUnderTest;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());
beforeEach(() => {
  collector.log.entries.length = 0;
  delete collector.log.refuseWith;
});

type Body = string | object;
const ask = (method: string, path: string, body?: Body, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(collector.url + path, {
    method,
    headers: { origin: 'https://shop.example', ...headers },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' ? body : body instanceof Uint8Array ? new Blob([new Uint8Array(body)]) : JSON.stringify(body) }),
  });
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const decodedLast = () => decodeRecord({ position: 1, ...collector.last() });

const sensorsItem = { type: 'track', event: 'PayOrder', time: NOW, distinct_id: 'u1', _track_id: 5, properties: {} };
const posthogEvent = { event: 'purchase', distinct_id: 'u1', uuid: 'x', properties: {} };
const mixpanelEvent = { event: 'purchase', properties: { token: KEY, distinct_id: 'u1', time: NOW / 1000, $insert_id: 'i' } };
const snowplowPost = {
  schema: 'iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4',
  data: [{ e: 'pv', aid: KEY, eid: 'x', uid: 'u1', dtm: String(NOW) }],
};

interface Case {
  readonly what: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Body;
  readonly headers?: Record<string, string>;
  readonly answer: string | RegExp;
  readonly type: string;
}
const yes: readonly Case[] = [
  {
    what: 'Rudder: a beacon',
    method: 'POST',
    path: `/beacon/v1/batch?writeKey=${KEY}`,
    body: { batch: [{ type: 'track', event: 'E', userId: 'u1' }] },
    answer: '{"success":true}',
    type: 'application/json',
  },
  {
    what: 'Jitsu',
    method: 'POST',
    path: '/api/s/track',
    body: { event: 'E', userId: 'u1', writeKey: 'abc:***' },
    headers: { 'x-write-key': `${KEY}:secret` },
    answer: '{"ok":true}',
    type: 'application/json',
  },
  {
    what: 'Jitsu from a server',
    method: 'POST',
    path: '/api/s/s2s/track',
    body: { event: 'E', userId: 'u1' },
    headers: { 'x-write-key': KEY },
    answer: '{"ok":true}',
    type: 'application/json',
  },
  {
    what: 'Dittofeed, the key as it is',
    method: 'POST',
    path: '/api/public/apps/batch',
    body: { batch: [{ type: 'track', event: 'E', userId: 'u1' }] },
    headers: { authorization: KEY },
    answer: '{"success":true}',
    type: 'application/json',
  },
  {
    what: 'Sensors: a picture',
    method: 'GET',
    path: `/sa.gif?project=default&token=${KEY}&data=${encodeURIComponent(base64(sensorsItem))}&ext=crc%3D1`,
    answer: /^GIF89a/,
    type: 'image/gif',
  },
  {
    what: 'Sensors: a form',
    method: 'POST',
    path: `/sa.gif?token=${KEY}`,
    body: `data=${encodeURIComponent(base64(sensorsItem))}&ext=crc%3D1`,
    answer: '',
    type: 'text/plain; charset=utf-8',
  },
  {
    what: 'Sensors: many, zipped',
    method: 'POST',
    path: `/sa?token=${KEY}`,
    body: `data_list=${encodeURIComponent(gzipSync(JSON.stringify([sensorsItem])).toString('base64'))}&gzip=1`,
    answer: '',
    type: 'text/plain; charset=utf-8',
  },
  {
    what: 'PostHog: a batch',
    method: 'POST',
    path: '/batch/',
    body: { api_key: KEY, batch: [posthogEvent] },
    answer: '{"status":1}',
    type: 'application/json',
  },
  {
    what: 'PostHog: gzip that nothing tells of',
    method: 'POST',
    path: '/e/?compression=gzip-js',
    body: gzipSync(JSON.stringify({ api_key: KEY, batch: [posthogEvent] })),
    headers: { 'content-type': 'text/plain' },
    answer: '{"status":1}',
    type: 'application/json',
  },
  {
    what: 'PostHog: a beacon, as a form',
    method: 'POST',
    path: '/e/',
    body: `data=${encodeURIComponent(base64([{ ...posthogEvent, properties: { token: KEY } }]))}&compression=base64`,
    answer: '{"status":1}',
    type: 'application/json',
  },
  { what: 'Mixpanel', method: 'POST', path: '/track?ip=0&verbose=0', body: `data=${base64([mixpanelEvent])}`, answer: '1', type: 'text/plain; charset=utf-8' },
  {
    what: 'Mixpanel, told to be verbose',
    method: 'POST',
    path: '/track/?verbose=1&ip=1&_=1700000000000',
    body: `data=${encodeURIComponent(base64([mixpanelEvent]))}`,
    answer: '{"status":1,"error":null}',
    type: 'application/json',
  },
  {
    what: 'Mixpanel: an address',
    method: 'GET',
    path: `/engage?ip=0&verbose=0&data=${encodeURIComponent(base64({ $token: KEY, $distinct_id: 'u1', $set: { a: 1 } }))}`,
    answer: '1',
    type: 'text/plain; charset=utf-8',
  },
  { what: 'Snowplow', method: 'POST', path: '/com.snowplowanalytics.snowplow/tp2', body: snowplowPost, answer: 'ok', type: 'text/plain; charset=utf-8' },
  { what: 'Snowplow: a picture', method: 'GET', path: `/i?e=pv&aid=${KEY}&uid=u1&eid=x&dtm=${NOW}`, answer: /^GIF89a/, type: 'image/gif' },
];

test.each(yes)('$what is kept, and hears what it takes for yes', async ({ method, path, body, headers, answer, type }) => {
  const response = await ask(method, path, body, headers);
  const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  expect(text).toEqual(typeof answer === 'string' ? answer : expect.stringMatching(answer));
  expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  expect(response.headers.get('access-control-allow-credentials')).toBe('true');
  expect(collector.last()).toMatchObject({ events: 1, sourceId: 7 });
  expect(decodedLast()).toMatchObject([{ index: 0, raw: { userId: 'u1' } }]);
});

test.each(yes.filter(({ method }) => method === 'POST'))('$what: a preflight is granted with credentials and the very headers', async ({ path }) => {
  const response = await ask('OPTIONS', path, undefined, {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,rsa-attempt',
  });
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'authorization,content-type,rsa-attempt',
  });
});

describe('what an SDK asks first', () => {
  const told = async (path: string, method = 'GET'): Promise<unknown> => (await ask(method, path, method === 'POST' ? {} : undefined)).json();

  test('Rudder: a source that is on, and reports to nobody', async () => {
    expect(await told(`/sourceConfig/?p=npm&writeKey=${KEY}`)).toMatchObject({
      source: { enabled: true, writeKey: KEY, destinations: [], config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } } },
    });
  });

  test('PostHog: gzip is understood; no flags, no recordings, no scripts', async () => {
    expect(await told(`/array/${KEY}/config?ip=0`)).toMatchObject({ supportedCompression: ['gzip', 'gzip-js'], sessionRecording: false });
    expect(await told('/flags/?v=2', 'POST')).toMatchObject({ flags: {}, errorsWhileComputingFlags: false });
    for (const path of [`/array/${KEY}/config.js`, '/static/recorder.js', '/static/1.449.2/surveys.js'])
      expect((await ask('GET', path)).status, path).toBe(404);
    expect(collector.log.entries).toEqual([]);
  });
});

describe('what is wrong', () => {
  test.each([
    '/sa',
    '/batch/',
    '/e/',
    '/track',
    '/engage',
    '/com.snowplowanalytics.snowplow/tp2',
    '/api/s/track',
    '/api/public/apps/batch',
    '/beacon/v1/batch',
  ])('nothing at all, at %s: 400, which no SDK sends again for ever', async (path) => {
    expect((await ask('POST', path, '')).status).toBe(400);
    expect(collector.log.entries).toEqual([]);
  });

  test.each<[string, Body]>([
    ['/sa', `data_list=${base64([sensorsItem])}`],
    ['/batch/', { api_key: 'nobody', batch: [posthogEvent] }],
    ['/track', `data=${base64([{ event: 'x', properties: { token: 'nobody' } }])}`],
    ['/com.snowplowanalytics.snowplow/tp2', { data: [{ e: 'pv', aid: 'nobody' }] }],
  ])('a key that nobody has, at %s: 401', async (path, body) => {
    expect((await ask('POST', path, body)).status).toBe(401);
    expect(collector.log.entries).toEqual([]);
  });

  test('what Sensors’ browser SDK would send again for ever is kept as one event that says nothing', async () => {
    expect((await ask('POST', `/sa.gif?token=${KEY}`, 'data_list=%7Btorn')).status).toBe(200);
    expect(decodedLast()).toEqual([{ index: 0, invalid: true, raw: null }]);
    expect(Buffer.from(collector.last().body).toString()).toBe('data_list=%7Btorn');
  });

  test('a dry run of Sensors leaves nothing', async () => {
    expect((await ask('POST', `/debug?token=${KEY}`, `data=${base64(sensorsItem)}`, { 'dry-run': 'true' })).status).toBe(200);
    expect(collector.log.entries).toEqual([]);
  });

  test('a batch that is too large is told so to SDKs that can halve it', async () => {
    const events = Array.from({ length: 60 }, () => ({ ...posthogEvent, properties: { text: 'x'.repeat(80_000) } }));
    expect((await ask('POST', '/batch/', { api_key: KEY, batch: events })).status).toBe(413);
    expect((await ask('POST', '/track', `data=${encodeURIComponent(JSON.stringify(events))}`)).status).toBe(413);
  });

  test.each<[string, Body, number]>([
    ['/batch/', { api_key: KEY, batch: [posthogEvent] }, 503],
    ['/track', `data=${base64([mixpanelEvent])}`, 429],
    ['/com.snowplowanalytics.snowplow/tp2', snowplowPost, 429],
    [`/sa?token=${KEY}`, `data_list=${base64([sensorsItem])}`, 429],
  ])('pressure, at %s: a status after which its SDK sends again', async (path, body, status) => {
    collector.log.refuseWith = new Fault('DQ_OVERLOADED', 429, 'later');
    const response = await ask('POST', path, body);
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, '2']);
  });
});

test('nesting a hundred thousand deep is only data, wherever it stands', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const bodies: readonly (readonly [path: string, body: string])[] = [
    [
      `/sa?token=${KEY}`,
      `data_list=[{"type":"profile_set","distinct_id":"u1","time":${deep},"_track_id":${deep},"identities":${deep},"properties":{"$url":${deep},"a":${deep}}}]`,
    ],
    [
      '/batch/',
      `{"api_key":"${KEY}","sent_at":${deep},"batch":[{"event":"purchase","distinct_id":"u1","timestamp":${deep},"properties":{"items":${deep},"$set":{"a":${deep}}}}]}`,
    ],
    ['/track?_=1700000000000', `data=[{"event":"purchase","properties":{"token":"${KEY}","distinct_id":"u1","time":${deep},"a":${deep}}}]`],
    ['/engage', `data=[{"$token":"${KEY}","$distinct_id":"u1","$add":{"a":${deep}},"$time":${deep}}]`],
    [
      '/com.snowplowanalytics.snowplow/tp2',
      `{"data":[{"e":"ue","aid":"${KEY}","uid":"u1","dtm":${deep},"stm":${deep},"ue_pr":${JSON.stringify(`{"data":{"schema":"iglu:a/b/c","data":${deep}}}`)}}]}`,
    ],
  ];
  for (const [path, body] of bodies) {
    expect((await ask('POST', path, body)).status, path).toBe(200);
    expect(decodedLast(), path).toMatchObject([{ index: 0, raw: { userId: 'u1' } }]);
  }
});

test('a retry brings the same ids, whenever it comes', async () => {
  for (const { method, path, body, headers } of yes) {
    await ask(method, path, body, headers);
    const [first] = decodeRecord({ position: 1, ...collector.last() });
    const [again] = decodeRecord({ position: 2, ...collector.last(), receivedAt: NOW + 60_000 });
    const ids = [first, again].map((event) => (event !== undefined && 'type' in event ? event.raw['messageId'] : 'none'));
    // Servers' SDKs of Mixpanel never send an update twice, and nothing in it would tell.
    if (!path.startsWith('/engage')) expect(ids[0], path).toEqual(ids[1]);
  }
});
