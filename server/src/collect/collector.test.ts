import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '#kernel';
import { decodeRecord } from './decode/decode.ts';
import { MAX_SENT_BYTES } from './read-body.ts';
import { type CollectorUnderTest, KEY, NOW, startCollector } from './testing.ts';

let collector: CollectorUnderTest;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());
beforeEach(() => {
  collector.log.entries.length = 0;
  delete collector.log.refuseWith;
});

const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
const post = (path: string, body: string | Uint8Array | object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(collector.url + path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : body instanceof Uint8Array ? new Blob([new Uint8Array(body)]) : JSON.stringify(body),
  });
const track = { type: 'track', event: 'Bought', userId: 'u1', messageId: 'm1' };
const decodedLast = () => decodeRecord({ position: 1, ...collector.last() });

describe('paths', () => {
  test.each([
    ['track', 'track'],
    ['identify', 'identify'],
    ['page', 'page'],
    ['screen', 'screen'],
    ['group', 'group'],
    ['alias', 'alias'],
    ['t', 'track'],
    ['i', 'identify'],
    ['p', 'page'],
    ['s', 'screen'],
    ['g', 'group'],
    ['a', 'alias'],
    ['track/', 'track'],
  ])('/v1/%s takes one %s message', async (path, call) => {
    const answer = await post(`/v1/${path}`, { ...track, type: undefined, writeKey: KEY });
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([200, '{"success":true}', 'application/json']);
    expect(collector.last()).toMatchObject({ workspace: 1, sourceId: 7, protocol: 'segment', call, events: 1, receivedAt: NOW, remoteAddress: '127.0.0.1' });
    expect(decodedLast()).toMatchObject([{ index: 0, type: call, raw: { userId: 'u1' } }]);
  });

  test.each(['batch', 'b'])('/v1/%s takes many messages and keeps the bytes as they came', async (path) => {
    const body = ` {"batch": [${JSON.stringify(track)}, 5, {"type":"page"}], "writeKey": "${KEY}"}\n`;
    expect((await post(`/v1/${path}`, body, { 'user-agent': 'agent/1' })).status).toBe(200);
    expect(Buffer.from(collector.last().body).toString()).toBe(body);
    expect(collector.last().events).toBe(3);
  });

  test('an empty batch is fine and leaves no record', async () => {
    expect((await post('/v1/batch', { batch: [], writeKey: KEY })).status).toBe(200);
    expect(collector.log.entries).toEqual([]);
  });

  test.each(['/', '/v1', '/v1/', '/v1/tracks', '/v1/batch/x', '/batches', '/tracks', '/api/v1/segments', '/w/1/x', '/assets/x.js'])(
    '%s is left to others',
    async (path) => {
      expect((await post(path, {})).status).toBe(418);
    },
  );

  test('a wrong method is told the right one', async () => {
    const answer = await fetch(`${collector.url}/v1/track`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });
});

describe('the write key', () => {
  test.each<[string, string, Record<string, string>, object]>([
    ['as user of Basic', '/v1/batch', { authorization: basic(KEY) }, { batch: [track] }],
    ['as it is written behind Basic', '/api/public/apps/batch', { authorization: `Basic ${KEY}` }, { batch: [track] }],
    ['as user of Basic without colon', '/v1/batch', { authorization: `basic ${Buffer.from(KEY).toString('base64')}` }, { batch: [track] }],
    ['in the envelope', '/v1/batch', {}, { batch: [track], writeKey: KEY }],
    ['in an event', '/v1/batch', {}, { batch: [{ ...track, writeKey: KEY }] }],
    ['in the address', `/v1/batch?writeKey=${KEY}`, {}, { batch: [track] }],
    ['as X-Write-Key', '/v1/track', { 'x-write-key': KEY }, { ...track, writeKey: 'masked***' }],
    ['beside a placeholder elsewhere', '/v1/track', { authorization: basic('placeholder') }, { ...track, writeKey: KEY }],
  ])('is found %s', async (_where, path, headers, body) => {
    expect((await post(path, body, headers)).status).toBe(200);
    expect(collector.log.entries.length).toBe(1);
  });

  test.each<[string, Record<string, string>, object]>([
    ['missing', {}, track],
    ['unknown', { authorization: basic('nobody') }, track],
    ['not a text', {}, { ...track, writeKey: { $ne: '' } }],
    ['of another kind of authorization', { authorization: `Bearer ${KEY}` }, track],
  ])('%s: 401, nothing kept, and the page may read why', async (_what, headers, body) => {
    const answer = await post('/v1/track', body, { ...headers, origin: 'https://shop.example' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, 'https://shop.example']);
    expect(await answer.json()).toMatchObject({ code: 'DQ_WRITE_KEY', status: 401, success: false });
    expect(collector.log.entries).toEqual([]);
  });
});

describe('bodies', () => {
  const batch = JSON.stringify({ batch: [track, track], writeKey: KEY });
  test.each<[string, string | Uint8Array, Record<string, string>]>([
    ['JSON as text/plain', batch, { 'content-type': 'text/plain' }],
    ['gzip by header', gzipSync(batch), { 'content-encoding': 'gzip', 'content-type': 'application/json' }],
    ['gzip as a form, without header', gzipSync(batch), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain JSON that claims to be gzip', batch, { 'content-encoding': 'gzip' }],
    ['a byte order mark', `\uFEFF${batch}`, {}],
    ['a form with JSON', `data=${encodeURIComponent(batch)}`, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with base64 whose + is not escaped', `data=${Buffer.from(batch).toString('base64')}&writeKey=${KEY}`, {}],
    ['a form with base64 of gzip', `data=${gzipSync(batch).toString('base64')}`, {}],
  ])('%s is understood', async (_what, body, headers) => {
    expect((await post('/v1/batch', body, headers)).status).toBe(200);
    expect(collector.last().events).toBe(2);
    expect(decodedLast()).toMatchObject([
      { type: 'track', raw: track },
      { type: 'track', raw: track },
    ]);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'DQ_NOT_JSON'],
    ['half of a JSON', '{"batch": [', 'DQ_NOT_JSON'],
    ['a form without data', 'a=b', 'DQ_NOT_JSON'],
    ['a form whose data is nothing', 'data=%%%', 'DQ_NOT_JSON'],
    ['bytes', new Uint8Array([0xff, 0xfe, 0, 1]), 'DQ_NOT_JSON'],
    ['half a gzip', gzipSync(batch).subarray(0, 30), 'DQ_NOT_GZIP'],
    ['an array', '[]', 'DQ_INVALID'],
    ['a number', '5', 'DQ_INVALID'],
    ['null', 'null', 'DQ_INVALID'],
    ['a batch that is none', '{"batch": {"length": 1}}', 'DQ_INVALID'],
    ['no batch', '{}', 'DQ_INVALID'],
    ['2,501 events', JSON.stringify({ batch: Array.from({ length: 2_501 }, () => 0), writeKey: KEY }), 'DQ_TOO_MANY_EVENTS'],
    ['a body over the limit', JSON.stringify({ batch: [{ ...track, text: 'x'.repeat(513_000) }], writeKey: KEY }), 'DQ_TOO_LARGE'],
    ['10 MB', JSON.stringify({ batch: [{ ...track, text: 'x'.repeat(10_000_000) }], writeKey: KEY }), 'DQ_TOO_LARGE'],
    ['a body that inflates over the limit', gzipSync(JSON.stringify({ batch: [{ ...track, text: 'x'.repeat(513_000) }], writeKey: KEY })), 'DQ_TOO_LARGE'],
  ])('%s: 400 and nothing kept', async (_what, body, code) => {
    const answer = await post('/v1/batch', body, { authorization: basic(KEY) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, success: false });
    expect(collector.log.entries).toEqual([]);
  });

  test('2,500 events, and one event of 400 KB, are taken', async () => {
    expect((await post('/v1/batch', { batch: Array.from({ length: 2_500 }, () => track), writeKey: KEY })).status).toBe(200);
    expect((await post('/v1/track', { ...track, writeKey: KEY, properties: { text: 'x'.repeat(400_000) } })).status).toBe(200);
    expect(collector.log.entries.map(({ events }) => events)).toEqual([2_500, 1]);
  });

  test('a gigabyte in a gzip bomb is refused without being inflated', async () => {
    const member = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 15 }, () => member));
    expect(bomb.byteLength).toBeLessThan(MAX_SENT_BYTES);
    const before = process.memoryUsage().arrayBuffers;
    expect(await (await post('/v1/batch', bomb, { authorization: basic(KEY) })).json()).toMatchObject({ code: 'DQ_TOO_LARGE' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  }, 60_000);

  test('nesting a hundred thousand deep is only data', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await post('/v1/batch', `{"writeKey":"${KEY}","context":{"x":1},"batch":[{"a":${deep},"n":12345678901234567890}]}`)).status).toBe(200);
    expect(decodedLast().length).toBe(1);
  });

  test('__proto__ is a name like any other', async () => {
    const body = `{"writeKey":"${KEY}","__proto__":{"polluted":1},"context":{"__proto__":{"polluted":2}},"batch":[{"type":"track","context":{"__proto__":{"polluted":3}}}]}`;
    expect((await post('/v1/batch', body)).status).toBe(200);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    const [event] = decodedLast();
    expect(event !== undefined && 'type' in event && Reflect.get(event.raw, 'polluted')).toBeUndefined();
  });
});

describe('CORS', () => {
  test('a preflight is granted with the very headers that were asked for', async () => {
    const answer = await fetch(`${collector.url}/v1/batch`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,rsa-attempt' },
    });
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'authorization,rsa-attempt',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-max-age': '86400',
    });
  });

  test('every answer carries the headers, with Retry-After readable', async () => {
    for (const [path, body] of [
      ['/v1/track', { ...track, writeKey: KEY }],
      ['/v1/track', track],
      ['/v1/batch', {}],
    ] as const) {
      const { headers } = await post(path, body, { origin: 'https://a.example' });
      expect(headers.get('access-control-allow-origin')).toBe('https://a.example');
      expect(headers.get('access-control-allow-credentials')).toBe('true');
      expect(headers.get('access-control-expose-headers')).toContain('Retry-After');
    }
  });
});

describe('pressure and failure', () => {
  test.each<[string, Error, number, string]>([
    ['overload', new Fault('DQ_OVERLOADED', 429, 'later'), 429, 'DQ_OVERLOADED'],
    ['a full disk', new Fault('DQ_DISK_FULL', 429, 'later'), 429, 'DQ_DISK_FULL'],
    ['an unforeseen failure', new Error('secret path'), 503, 'DQ_UNAVAILABLE'],
  ])('%s says when to come back', async (_what, refusal, status, code) => {
    collector.log.refuseWith = refusal;
    const answer = await post('/v1/track', { ...track, writeKey: KEY });
    const text = await answer.text();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '2']);
    expect(JSON.parse(text)).toMatchObject({ code });
    expect(text).not.toContain('secret');
  });

  test('a client that goes away while sending leaves nothing behind', async () => {
    const before = await requestsRefused('DQ_CLIENT_GONE');
    const socket = connect(collector.port, '127.0.0.1');
    socket.write(`POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"userId"`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await expect.poll(() => requestsRefused('DQ_CLIENT_GONE')).toBe(before + 1);
    expect(collector.log.entries).toEqual([]);
    expect(await collector.registry.metrics()).toContain('danqing_collect_receiving_bytes 0');
  });

  test('the counters tell what was accepted and refused', async () => {
    const other = await startCollector();
    await fetch(`${other.url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch: [track, track], writeKey: KEY }) });
    await fetch(`${other.url}/v1/batch`, { method: 'POST', body: '{' });
    const text = await other.registry.metrics();
    expect(text).toContain('danqing_collect_accepted_events_total{source="1/web"} 2');
    expect(text).toContain('danqing_collect_refused_requests_total{reason="DQ_NOT_JSON"} 1');
    expect(text).toContain('danqing_collect_requests_total{target="call/batch",status="200"} 1');
    expect(text).toContain('danqing_collect_append_seconds_count 1');
    await other.close();
  });

  const requestsRefused = async (reason: string): Promise<number> => {
    const metric = await collector.registry.getSingleMetric('danqing_collect_refused_requests_total')?.get();
    return metric?.values.find(({ labels }) => labels['reason'] === reason)?.value ?? 0;
  };
});

test('the address behind a trusted proxy is the first one forwarded', async () => {
  const proxied = await startCollector({ trustProxy: true });
  await fetch(`${proxied.url}/v1/track`, {
    method: 'POST',
    headers: { 'x-forwarded-for': '203.0.113.9, 10.0.0.1' },
    body: JSON.stringify({ ...track, writeKey: KEY }),
  });
  expect(proxied.last().remoteAddress).toBe('203.0.113.9');
  await proxied.close();
});
