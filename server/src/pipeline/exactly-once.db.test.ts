import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import type { ClickHouse } from '#platform';
import { readReplay, requestReplay } from './replay.store.ts';
import { readPipelineState } from './state.read.ts';
import { openTestPipeline, type TestPipeline, track } from './testing.ts';

let test: TestPipeline;
beforeEach(async () => {
  test = await openTestPipeline();
});
afterEach(() => test.close());

const tables = ['event', 'event_timeline', 'event_time'];
const counts = async () => {
  const rows = await Promise.all(
    tables.map((table) =>
      test.stores.clickhouse.query<{ n: number; places: number }>(`SELECT count() AS n, uniqExact((log_position, log_index)) AS places FROM ${table}`),
    ),
  );
  return rows.map(([row]) => row);
};
const everywhere = (n: number) => tables.map(() => ({ n, places: n }));
const state = () => readPipelineState({ pg: test.stores.pg, log: test.log, sources: test.deps.sources });
const hundred = (prefix: string): readonly JsonObject[] =>
  Array.from({ length: 100 }, (_, index) => track(`${prefix}-${index}`, { userId: `u${index % 10}`, traits: { n: index } }));

/** The real client, whose answer to chosen calls gets lost or which dies before them. */
function failing(
  times: number,
  when: (table: string) => boolean,
  how: 'before' | 'after',
): { readonly clickhouse: ClickHouse; readonly failures: () => number } {
  let failures = 0;
  const { clickhouse } = test.stores;
  return {
    failures: () => failures,
    clickhouse: {
      ...clickhouse,
      insert: async (table, body, options) => {
        const fails = failures < times && when(table);
        if (fails) failures += 1;
        if (fails && how === 'before') throw new Error('the connection was reset');
        await clickhouse.insert(table, body, options);
        if (fails) throw new Error('the answer was lost');
      },
    },
  };
}

describe('an insert whose answer is lost', () => {
  it.each(['event_feed', 'trait_change', 'profile'])('into %s is repeated and changes nothing', async (victim) => {
    const { clickhouse, failures } = failing(2, (table) => table === victim, 'after');
    const pipeline = test.start({ clickhouse });
    await test.send(hundred('a'));
    await test.settled();
    await pipeline.stop();
    expect(failures()).toBe(2);
    expect(await counts()).toEqual(everywhere(100));
    expect(await test.stores.clickhouse.query('SELECT count() AS n FROM profile')).toEqual([{ n: 10 }]);
    expect(await state()).toMatchObject({ accepted: 100, passed: 100, lag: 0 });
  });
});

describe('a worker that dies with a slice in the outbox', () => {
  it('leaves the counters behind and its successor sends those very bytes', async () => {
    const dead = failing(1_000, (table) => table === 'event_feed', 'before');
    const first = test.start({ clickhouse: dead.clickhouse });
    await test.send(hundred('b'));
    while (dead.failures() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await first.stop();
    expect(await state()).toMatchObject({ accepted: 100, passed: 0, lag: 100 });
    const second = test.start();
    await test.settled();
    await second.stop();
    expect(await counts()).toEqual(everywhere(100));
  });

  it('after part of it arrived: tables that lack rows or have them twice are put right', async () => {
    const dead = failing(1_000, (table) => table === 'profile', 'before');
    const first = test.start({ clickhouse: dead.clickhouse });
    await test.send(hundred('c'));
    while (dead.failures() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await first.stop();
    await test.stores.clickhouse.command('TRUNCATE TABLE event_time');
    await test.stores.clickhouse.command('INSERT INTO event SELECT * FROM event LIMIT 7');
    const second = test.start();
    await test.settled();
    await second.stop();
    expect(await counts()).toEqual(everywhere(100));
    expect(await test.stores.clickhouse.query("SELECT count() AS n FROM trait_change WHERE trait = 'n'")).toEqual([{ n: 100 }]);
  });
});

/** Breaks the rows of user u3 on their way: what JSON of ours the engine could ever refuse is unknown, that is why it is bisected. */
const withPoison = (clickhouse: ClickHouse): ClickHouse => ({
  ...clickhouse,
  insert: (table, body, options) => {
    const lines = body.toString().split('\n');
    const broken = lines.map((line) => (table === 'event_feed' && line.includes('"user_id=u3"') ? line.replace('"ts":"', '"ts":"never ') : line));
    return clickhouse.insert(table, Buffer.from(broken.join('\n')), options);
  },
});

it('finds the rows that the store refuses, parks them with its words, and keeps the rest', async () => {
  const { clickhouse } = test.stores;
  const poisoned = withPoison(clickhouse);
  const pipeline = test.start({ clickhouse: poisoned });
  await test.send(hundred('p'));
  await test.settled();
  await pipeline.stop();
  expect(await counts()).toEqual(everywhere(90));
  expect(await state()).toMatchObject({ accepted: 100, passed: 90, parked: 10, lag: 0 });
  const parked = await clickhouse.query<{ reason: string; detail: string; raw: string }>('SELECT reason, detail, raw FROM quarantine FINAL');
  expect(parked).toHaveLength(10);
  expect(parked[0]).toMatchObject({ reason: 'rejected_by_store' });
  expect(JSON.parse(parked[0]?.raw ?? '')).toMatchObject({ userId: 'u3', event: 'Product Viewed' });
});

it('runs parked events again: what was mended passes, what was not stays parked, accepted does not move', async () => {
  const { clickhouse } = test.stores;
  const poisoned = withPoison(clickhouse);
  const first = test.start({ clickhouse: poisoned });
  await test.send([...hundred('r'), track('nobody', {})]);
  await test.settled();
  await first.stop();
  expect(await state()).toMatchObject({ accepted: 101, passed: 90, parked: 11, lag: 0 });

  const id = await requestReplay(test.stores.pg, 1, { filter: {} });
  const second = test.start();
  for (let look = 0; look < 500 && (await readReplay(test.stores.pg, 1, id))?.state !== 'done'; look++) {
    test.clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await test.settled();
  await second.stop();
  expect(await readReplay(test.stores.pg, 1, id)).toMatchObject({ state: 'done', taken: 11, passed: 10 });
  expect(await state()).toMatchObject({ accepted: 101, passed: 100, dropped: 0, parked: 1, lag: 0 });
  expect(await counts()).toEqual(everywhere(100));
  expect(await clickhouse.query('SELECT reason FROM quarantine FINAL')).toEqual([{ reason: 'missing_id' }]);
});

it('starts over from where another worker has read on', async () => {
  const pipelines = [test.start(), test.start()];
  await test.send(hundred('x'));
  await test.send(hundred('y'));
  await test.settled();
  await Promise.all(pipelines.map((pipeline) => pipeline.stop()));
  expect(await counts()).toEqual(everywhere(200));
  expect(await state()).toMatchObject({ accepted: 200, passed: 200, lag: 0 });
});
