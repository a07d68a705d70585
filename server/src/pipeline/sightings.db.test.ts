import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestPipeline, type TestPipeline, track } from './testing.ts';

let test: TestPipeline;
beforeEach(async () => {
  test = await openTestPipeline();
});
afterEach(() => test.close());

const seen = () => test.stores.pg.query('SELECT value, first_seen::date::text AS first, last_seen::date::text AS last FROM identify.identifier ORDER BY value');
const noted = () => test.stores.pg.query('SELECT value, last_seen::date::text AS last FROM identify.sighting ORDER BY value');
const on = (day: number, userId: string) => track(`${userId} ${day}`, { userId, timestamp: `2026-11-${day}T11:00:00.000Z` });
const day = (date: number): string => `2026-11-${date}`;

it('a later day on which somebody was seen stands beside the identifier, and in it once the pipeline has rested', async () => {
  const pipeline = test.start();
  await test.send([on(10, 'ada'), on(10, 'bob')]);
  await test.settled();
  for (const date of [12, 14, 13]) {
    await test.send([on(date, 'ada')]);
    await test.settled();
  }
  expect([await seen(), await noted()]).toEqual([
    [
      { value: 'ada', first: day(10), last: day(10) },
      { value: 'bob', first: day(10), last: day(10) },
    ],
    [{ value: 'ada', last: day(14) }],
  ]);
  for (let look = 0; look < 500 && (await noted()).length > 0; look++) {
    test.clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await pipeline.stop();
  expect([await seen(), await noted()]).toEqual([
    [
      { value: 'ada', first: day(10), last: day(14) },
      { value: 'bob', first: day(10), last: day(10) },
    ],
    [],
  ]);
});

it('an earlier day is written at once: the profile may be older than was known', async () => {
  const pipeline = test.start();
  await test.send([on(12, 'ada')]);
  await test.settled();
  await test.send([on(10, 'ada')]);
  await test.settled();
  await pipeline.stop();
  expect([await seen(), await noted()]).toEqual([[{ value: 'ada', first: day(10), last: day(12) }], []]);
});
