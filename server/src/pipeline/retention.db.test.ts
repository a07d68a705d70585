import { afterAll, beforeAll, expect, it } from 'vitest';
import { readReplay, requestReplay } from './replay.store.ts';
import { openTestPipeline, type TestPipeline, track } from './testing.ts';

let test: TestPipeline;
beforeAll(async () => {
  test = await openTestPipeline();
});
afterAll(() => test.close());

const day = 86_400_000;
const soon = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let look = 0; look < 1_000 && !(await isSo()); look++) await new Promise((resolve) => setTimeout(resolve, 10));
};

it('deletes old segments of the log by itself, but none that has not arrived in ClickHouse', async () => {
  await test.send([track('old', { userId: 'u1' }), track('parked', {})]);
  test.clock.advance(9 * day);
  await test.send([track('new', { userId: 'u1', timestamp: new Date(test.clock.now()).toISOString() })]);
  expect(test.log.tail()).toBe(1);
  const pipeline = test.start();
  await test.settled();
  expect(test.log.tail()).toBe(1);
  test.clock.advance(day / 24);
  await soon(() => test.log.tail() === 2);
  await pipeline.stop();
  expect(test.log.tail()).toBe(2);
});

it('still runs parked events again whose place in the log is gone', async () => {
  const pipeline = test.start();
  const id = await requestReplay(test.stores.pg, 1, { filter: {} });
  await soon(async () => {
    test.clock.advance(1_000);
    return (await readReplay(test.stores.pg, 1, id))?.state === 'done';
  });
  await pipeline.stop();
  expect(await readReplay(test.stores.pg, 1, id)).toMatchObject({ state: 'done', taken: 1, passed: 0 });
  expect(await test.stores.clickhouse.query('SELECT reason, raw FROM quarantine FINAL')).toMatchObject([
    { reason: 'missing_id', raw: expect.stringContaining('"messageId":"parked"') },
  ]);
});
