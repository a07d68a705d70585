import { afterAll, beforeAll, expect, it } from 'vitest';
import { createObserver } from './catalogue/observer.ts';
import { openLook, readLooked } from './debug/look.store.ts';
import { followLookers } from './debug/lookers.ts';
import { openTestPipeline, type TestPipeline, track } from './testing.ts';

let test: TestPipeline;
beforeAll(async () => {
  test = await openTestPipeline();
});
afterAll(() => test.close());

it('counts names by day once, learns what events carry, and shows a watcher how each event ended', async () => {
  const { stores, clock } = test;
  const { pg } = stores;
  const lookers = followLookers(pg);
  const [all, dropped] = [await openLook(pg, 1, {}, clock.now()), await openLook(pg, 1, { outcome: 'dropped' }, clock.now())];
  await expect.poll(() => lookers.begin(clock.now()) !== undefined).toBe(true);
  const pipeline = test.start({ observer: createObserver(), lookers });
  const library = { library: { name: 'analytics-node', version: '3.1.0' } };
  await test.send([
    track('m1', { userId: 'u1', properties: { price: 9.5, sku: 's1', day: '2026-11-20', n: '12', empty: '' }, context: library }),
    track('m1', { userId: 'u1', properties: { price: 9.5 } }),
    track('m2', { userId: 'u2', properties: { price: '8', products: [{ sku: 'a' }] } }),
    track('m3', { userId: 'u3', timestamp: 'yesterday' }),
    { type: 'identify', userId: 'u1', messageId: 'm4', traits: { email: 'a@example.com', address: { city: 'Shanghai' } } },
  ]);
  await test.settled();
  await pipeline.stop();
  await lookers.close();

  expect(await pg.query('SELECT event, day::text, source_id, events FROM pipeline.event_day ORDER BY event')).toEqual([
    { event: '$identify', day: '2026-11-20', source_id: 1, events: 1 },
    { event: 'Product Viewed', day: '2026-11-20', source_id: 1, events: 2 },
  ]);
  const fields = await pg.query<{ path: string }>(
    `SELECT path, filled, numbers, numerals, dates, texts, empties FROM pipeline.field_seen WHERE subject = 'property' AND event = 'Product Viewed' ORDER BY path`,
  );
  expect(fields.map(({ path }) => path)).toEqual(['day', 'empty', 'n', 'price', 'products', 'products[].sku', 'sku']);
  // The duplicate was looked at as well: what is observed is a sample.
  expect(fields[3]).toEqual({ path: 'price', filled: 3, numbers: 2, numerals: 1, dates: 0, texts: 0, empties: 0 });
  expect(fields[1]).toMatchObject({ filled: 0, empties: 1 });
  expect(await pg.query(`SELECT path FROM pipeline.field_seen WHERE subject = 'trait' ORDER BY path`)).toEqual([{ path: 'address.city' }, { path: 'email' }]);
  expect(await pg.query('SELECT library, version FROM pipeline.source_library')).toEqual([{ library: 'analytics-node', version: '3.1.0' }]);
  expect(await pg.query('SELECT passed, dropped, parked, last_at IS NOT NULL AS seen FROM pipeline.counter')).toEqual([
    { passed: 3, dropped: 1, parked: 1, seen: true },
  ]);

  const seen = (await readLooked(pg, all)).flatMap(({ items }) => items);
  expect(seen.map(({ messageId, outcome, reason }) => [messageId, outcome, reason])).toEqual([
    ['m1', 'passed', ''],
    ['m1', 'dropped', 'duplicate'],
    ['m2', 'passed', ''],
    ['m3', 'parked', 'time_invalid'],
    ['m4', 'passed', ''],
  ]);
  expect(seen[0]?.profile).toBe(seen[4]?.profile);
  expect(seen[3]?.profile).toBeNull();
  expect((await readLooked(pg, dropped)).flatMap(({ items }) => items.map(({ outcome }) => outcome))).toEqual(['dropped']);
});
