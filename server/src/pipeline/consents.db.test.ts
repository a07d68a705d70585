import { afterEach, beforeEach, expect, it } from 'vitest';
import { hasAliases } from '#identify';
import { openTestPipeline, type TestPipeline, track } from './testing.ts';

let test: TestPipeline;
beforeEach(async () => {
  test = await openTestPipeline();
});
afterEach(() => test.close());

const preferring = (marketing: boolean) => ({ context: { consent: { categoryPreferences: { marketing } } } });

it('consents follow their profile into the survivor of a merge, and keep where they came from', async () => {
  const { pg, clickhouse } = test.stores;
  const pipeline = test.start();
  await test.send([track('a', { userId: 'u', ...preferring(true) }), track('b', { anonymousId: 'x', ...preferring(false) })]);
  await test.settled();
  await test.send([track('c', { userId: 'u', anonymousId: 'x' })]);
  await test.settled();
  for (let look = 0; look < 500 && (await hasAliases(pg)); look++) {
    test.clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await pipeline.stop();
  expect(await clickhouse.query('SELECT origin_id, profile_id, toString(state) AS state FROM consent_change ORDER BY origin_id')).toEqual([
    { origin_id: 1, profile_id: 1, state: 'granted' },
    { origin_id: 2, profile_id: 1, state: 'refused' },
  ]);
  expect(await pg.query('SELECT origin_id FROM govern.consent ORDER BY origin_id')).toEqual([{ origin_id: 1 }, { origin_id: 2 }]);
});
