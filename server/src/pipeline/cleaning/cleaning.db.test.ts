import type { CleaningRule } from '@danqing/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { readRepeatedOrders } from '#profile';
import { openTestPipeline, type TestPipeline, track } from '../testing.ts';
import { insertCleaning } from './cleaning.store.ts';
import { readDid } from './did.store.ts';
import { type CleaningDirectory, openCleaningDirectory } from './directory.ts';
import { readPast, requestPast } from './past/past.store.ts';
import { previewRule } from './preview.ts';

let test: TestPipeline;
let cleaning: CleaningDirectory;
beforeAll(async () => {
  test = await openTestPipeline();
  cleaning = await openCleaningDirectory(test.stores.pg);
});
afterAll(async () => {
  await cleaning.close();
  await test.close();
});

const price: CleaningRule = {
  isOn: true,
  otherwise: 'keep',
  examples: [],
  id: 'price',
  name: 'price',
  part: 'properties',
  path: 'price',
  steps: [{ do: 'money' }],
};
const city: CleaningRule = {
  isOn: true,
  otherwise: 'keep',
  examples: [],
  id: 'city',
  name: 'city',
  part: 'traits',
  path: 'city',
  steps: [{ do: 'place', level: 'city', as: 'name' }],
};

async function publish(version: number, rules: readonly CleaningRule[]): Promise<void> {
  await insertCleaning(test.stores.pg, { workspace: 1, version, rules, author: 'Lin', reason: 'because', createdAt: new Date(0) });
  await cleaning.refresh();
}

const did = async (): Promise<unknown> => (await readDid(test.stores.pg, 1)).map(({ rule, changed, refused }) => [rule, changed, refused]);
const events = () =>
  test.stores.clickhouse.query<{ id: string; price: string | null; payload: string }>(
    `SELECT e.message_id AS id, e.properties.price.:String AS price, t.payload AS payload FROM event e JOIN event_timeline t ON t.message_id = e.message_id ORDER BY id`,
  );
const traits = async (): Promise<readonly JsonObject[]> =>
  (await test.stores.pg.query<{ traits: JsonObject }>('SELECT traits FROM profile.core')).map((row) => row.traits);

async function past(isDry: boolean) {
  const { pg } = test.stores;
  const order = {
    workspace: 1,
    isDry,
    sourceId: null,
    version: 1,
    askedBy: 'Lin',
    coversFromMs: 0,
    firstPosition: test.log.tail(),
    lastPosition: test.log.head() - 1,
  };
  const { id } = await requestPast(pg, order);
  const isEnded = async (): Promise<boolean> => {
    test.clock.advance(600); // looked for twice a second
    return (await readPast(pg, 1, id))?.finishedAt !== null;
  };
  await expect.poll(isEnded, { timeout: 20_000 }).toBe(true);
  await expect.poll(async () => (await pg.query('SELECT 1 FROM pipeline.outbox')).length, { timeout: 20_000 }).toBe(0);
  return readPast(pg, 1, id);
}

it('cleans what comes, counts it once, and corrects the past when asked to, once and for all', async () => {
  const pipeline = test.start({ cleaning });
  const messages = [
    track('m1', { userId: 'u1', properties: { price: '￥1,299.00' } }),
    track('m2', { userId: 'u1', properties: { price: '面议' } }),
    { type: 'identify', messageId: 'm3', userId: 'u1', timestamp: '2026-11-20T11:00:00.000Z', traits: { city: '深圳', name: '张三' } },
  ];
  await test.send(messages);
  await test.settled();
  expect((await events()).map(({ id, price: value }) => [id, value])).toEqual([
    ['m1', '￥1,299.00'],
    ['m2', '面议'],
    ['m3', null],
  ]);

  expect(previewRule({ ...test.deps, log: test.log }, 1, price)).toMatchObject({
    looked: 3,
    met: 2,
    changed: 1,
    refused: 1,
    items: [{ outcome: 'refused', reason: 'not_number' }, { outcome: 'changed' }],
  });

  await publish(1, [price, city]);
  await test.send([...messages, track('m4', { userId: 'u1', properties: { price: '5元' } })]);
  await test.settled();
  expect(await did()).toEqual([['price', 1, 0]]); // the others are duplicates

  const tried = await past(true);
  expect(tried).toMatchObject({ error: null, changedEvents: 3, changedTraits: 1, leftAlone: 0 });
  expect((await events()).map(({ price: value }) => value)).toEqual(['￥1,299.00', '面议', null, '5']);

  await past(false);
  const after = await events();
  expect(after.map(({ id, price: value }) => [id, value])).toEqual([
    ['m1', '1299'],
    ['m2', '面议'],
    ['m3', null],
    ['m4', '5'],
  ]);
  expect(JSON.parse(after[1]?.payload ?? '')).toMatchObject({
    properties: { $invalid: ['price'] },
    context: { cleaning: [{ rule: 'price', kind: 'refused' }] },
  });
  expect((await traits())[0]).toMatchObject({ city: { v: '深圳市', m: 'm3' }, name: { v: '张三' } });
  const history = await test.stores.clickhouse.query<{ trait: string; value: string }>('SELECT trait, value FROM trait_change ORDER BY trait');
  expect(history).toEqual([
    { trait: 'city', value: '深圳市' },
    { trait: 'name', value: '张三' },
  ]);
  const mirror = await test.stores.clickhouse.query<{ city: string }>('SELECT traits.city.:String AS city FROM profile WHERE merged_into = 0');
  expect(mirror).toEqual([{ city: '深圳市' }]);

  expect(await past(false)).toMatchObject({ changedEvents: 0, changedTraits: 0 });
  const figures = await test.stores.clickhouse.query<{ events: number }>('SELECT sum(events) AS events FROM event_activity');
  expect(figures[0]?.events).toBe(3);

  const order = (messageId: string, orderId: string) =>
    track(messageId, { event: 'Order Completed', userId: 'u1', properties: { order_id: orderId, revenue: 99 } });
  await test.send([order('o1', 'A'), order('o2', 'B')]);
  await test.send([order('o3', 'A')], { sourceId: 2 });
  await test.settled();
  const repeated = await readRepeatedOrders(test.stores.clickhouse, 1, 0, 100);
  expect(repeated.byId.map(({ source, orderId, revenue }) => [source, orderId, revenue])).toEqual([
    ['shop', 'A', 99],
    ['web', 'A', 99],
  ]);
  expect(repeated.byPerson).toHaveLength(3);
  await pipeline.stop();
});
