import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analytics } from './analytics.ts';
import { gzipBomb } from './bad-input/gzip-bomb.ts';
import { basicAuth, collect } from './collecting.ts';
import { pipelineState, untilDrained } from './pipeline-state.ts';
import { memoryMb, treeOf } from './processes.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
let pidsAtStart: readonly number[];
beforeAll(async () => {
  product = await startProduct();
  pidsAtStart = pids();
});
afterAll(() => product.stop());

const pids = (): readonly number[] => treeOf(product.process.pid ?? 0).flatMap(({ pid, command }) => (/entry\/(api|worker)\.ts/.test(command) ? [pid] : []));

/** Sends what must be refused as a whole: the status says whose fault it is, and nothing is accepted. */
async function refused(body: unknown, status: number, headers: Readonly<Record<string, string>> = {}, path = '/v1/batch'): Promise<void> {
  const before = await untilDrained(product);
  const answer = await collect(product, path, body, headers);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.text)).toMatchObject({ code: expect.stringMatching(/^DQ_/), status });
  expect((await pipelineState(product)).accepted).toBe(before.accepted);
}

let lastId = 0;
const newId = (): string => `bad-${++lastId}`;

/** Sends one event as JSON text; returns how it ended, and checks that it ended in one place only. */
async function endOf(json: (messageId: string) => string | Uint8Array): Promise<string> {
  const messageId = newId();
  const before = await untilDrained(product);
  const answer = await collect(product, '/v1/track', json(messageId));
  expect(answer).toMatchObject({ status: 200 });
  const after = await untilDrained(product, { atLeast: before.accepted + 1 });
  const moved = {
    accepted: after.accepted - before.accepted,
    passed: after.passed - before.passed,
    parked: after.parked - before.parked,
    dropped: after.dropped - before.dropped,
  };
  expect(moved).toMatchObject({ accepted: 1 });
  const stored = await analytics(product, `SELECT message_id FROM event WHERE message_id = '${messageId}'`);
  expect(stored).toHaveLength(moved.passed);
  if (moved.passed === 1) return 'passed';
  if (moved.dropped === 1) return 'dropped';
  const newest = await analytics<{ reason: string }>(product, 'SELECT reason FROM quarantine FINAL ORDER BY log_position DESC, log_index DESC LIMIT 1');
  return newest[0]?.reason ?? 'lost';
}

const track = (fields: string) => (messageId: string) => `{"messageId":"${messageId}","type":"track","event":"Bad","userId":"u-bad",${fields}}`;

describe('a request that cannot be read is refused as a whole', () => {
  it.each([
    ['nothing', ''],
    ['half a document', '{"batch":[{"type":"track"'],
    ['another language', '<xml/>'],
    ['a number', '7'],
    ['null', 'null'],
    ['a batch that is no list', '{"batch":{"type":"track"}}'],
    ['bytes that pretend to be gzip', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
    ['gzip that breaks off', gzipSync(JSON.stringify({ batch: [{ type: 'track', event: 'x'.repeat(5000) }] })).subarray(0, 40)],
  ])('%s', async (_, body) => {
    await refused(body, 400);
  });

  it('a wrong key, and none', async () => {
    const body = { batch: [{ messageId: newId(), type: 'track', event: 'A', userId: 'u' }] };
    await refused(body, 401, { authorization: basicAuth('cWrongWrongWrongWrongWron') });
    await refused(body, 401, { authorization: '' });
  });

  it('more events than a batch may hold', async () => {
    await refused({ batch: Array.from({ length: 2501 }, () => ({ type: 'track', event: 'A', userId: 'u' })) }, 400);
  });

  it('an event of 10 MB', async () => {
    await refused(`{"type":"track","event":"A","userId":"u","properties":{"x":"${'x'.repeat(10_000_000)}"}}`, 400, {}, '/v1/track');
  });

  it('a gzip bomb of 1 GB, without holding it in memory', async () => {
    const bomb = await gzipBomb(1_000_000_000);
    const before = memoryMb(product.process.pid ?? 0);
    for (let attempt = 0; attempt < 3; attempt++) await refused(bomb, 400, { 'content-encoding': 'gzip' });
    await refused(await gzipBomb(200_000_000), 400);
    expect(memoryMb(product.process.pid ?? 0) - before).toBeLessThan(200);
  });
});

describe('one bad event waits in quarantine with its reason', () => {
  it.each([
    ['that names nobody', (id: string) => `{"messageId":"${id}","type":"track","event":"Bad"}`, 'missing_id'],
    ['that has no name', (id: string) => `{"messageId":"${id}","type":"track","userId":"u"}`, 'missing_event_name'],
    ['over 32 KB', track(`"properties":{"x":"${'x'.repeat(40_000)}"}`), 'too_large'],
    ['that nests hugely', track(`"properties":{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`), 'too_deep'],
    ['of the year 0', track(`"timestamp":"0000-01-01T00:00:00Z"`), 'time_'],
    ['before 1970', track(`"timestamp":"1969-12-31T23:59:59Z"`), 'time_before_1970'],
    ['of the year 9999', track(`"timestamp":"9999-12-31T23:59:59Z"`), 'time_in_future'],
    ['on a day that is none', track(`"timestamp":"2026-02-30T00:00:00Z"`), 'time_invalid'],
    ['whose time is a word', track(`"timestamp":"yesterday"`), 'time_invalid'],
  ])('%s', async (_, json, reason) => {
    expect(await endOf(json)).toMatch(new RegExp(`^${reason}`));
  });

  it('and the good ones of its batch go through', async () => {
    const good = [newId(), newId()];
    const before = await untilDrained(product);
    const messages = [
      { messageId: good[0], type: 'track', event: 'Good', userId: 'u' },
      7,
      null,
      'text',
      [],
      { messageId: newId(), type: 'track' },
      { messageId: good[1], type: 'track', event: 'Good', userId: 'u' },
    ];
    expect(await collect(product, '/v1/batch', { batch: messages })).toMatchObject({ status: 200 });
    const after = await untilDrained(product, { atLeast: before.accepted + 7 });
    expect({ passed: after.passed - before.passed, parked: after.parked - before.parked }).toEqual({ passed: 2, parked: 5 });
  });
});

describe('what only looks dangerous is kept as it is', () => {
  it.each([
    [
      'names that belong to objects',
      track(`"properties":{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}},"toString":"y","hasOwnProperty":1}`),
    ],
    ['NUL in texts and names', track(`"properties":{"a\\u0000b":"c\\u0000d"},"context":{"page":{"title":"t\\u0000"}}`)],
    ['halves of surrogate pairs', track(`"properties":{"x":"\\ud800","\\udc00":"y"}`)],
    ['numbers beyond 64 bits', track(`"properties":{"huge":1e400,"long":123456789012345678901234567890,"tiny":1e-400,"minus":-0,"u64":18446744073709551616}`)],
    ['revenue that is no number', track(`"properties":{"revenue":"a lot"}`)],
    ['dates from year 0 to 9999', track(`"properties":{"a":"0000-01-01","b":"9999-12-31T23:59:59.999Z","c":"-271821-04-20T00:00:00Z","d":"2026-02-30"}`)],
    ['traits of any shape', track(`"context":{"traits":{"birthday":"9999-12-31","age":1e308,"email":["x"],"address":"a text","a.b.c":{"d":[[[1]]]}}}`)],
    ['quotes and SQL', track(`"properties":{"'; DROP TABLE event; --":"') OR 1=1 --","\`x\`":"\\\\'"}`)],
    ['names with dots, brackets and nothing', track(`"properties":{"":"x",".":1,"a..b":2,"[]":3,"a[]":[4],"{}":5,"a{}":{}}`)],
    ['the same name as a value and as an object', track(`"properties":{"a":1,"a.b":2,"c":{"d":1},"c.d":2}`)],
  ])('%s', async (_, json) => {
    expect(await endOf(json)).toBe('passed');
  });

  it('bytes that are no UTF-8', async () => {
    const json = (messageId: string): Uint8Array =>
      Buffer.concat([
        Buffer.from(`{"messageId":"${messageId}","type":"track","event":"Bad","userId":"u-bad","properties":{"x":"`),
        Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
        Buffer.from('"}}'),
      ]);
    expect(await endOf(json)).toBe('passed');
  });

  it('and shows nothing of it on objects that it does not belong to', async () => {
    const profile = await product.api('GET', '/profiles/lookup?kind=user_id&value=u-bad');
    expect(JSON.stringify(profile)).not.toContain('isAdmin');
  });
});

it('ten thousand distinct property names stay queryable', async () => {
  const before = await untilDrained(product);
  const messages = Array.from({ length: 100 }, (_, batch) => ({
    messageId: newId(),
    type: 'track',
    event: 'Wide',
    userId: `wide-${batch}`,
    properties: Object.fromEntries(Array.from({ length: 100 }, (_unused, index) => [`name_${batch * 100 + index}`, index])),
  }));
  expect(await collect(product, '/v1/batch', { batch: messages })).toMatchObject({ status: 200 });
  const after = await untilDrained(product, { atLeast: before.accepted + 100 });
  expect(after.passed - before.passed).toBe(100);
  for (const name of ['name_0', 'name_5050', 'name_9999']) {
    const preview = await product.api('POST', '/segments/preview', { rule: { did: 'Wide', where: { prop: name, op: 'exists' } } });
    expect({ name, preview }).toMatchObject({ name, preview: { count: 1 } });
  }
});

it('after all of it the same processes still run, and everything adds up', async () => {
  expect(await endOf(track('"properties":{"fine":true}'))).toBe('passed');
  expect(pids()).toEqual(pidsAtStart);
  expect(pidsAtStart).toHaveLength(2);
  const { accepted, passed, dropped, parked, lag } = await untilDrained(product);
  expect(accepted).toBe(passed + dropped + parked + lag);
});
