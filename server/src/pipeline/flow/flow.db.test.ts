import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PostgresSession } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { readHistory } from './history.read.ts';
import { forgetMinutes, putFlowMinute } from './minute.store.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const minute = 60_000;
const noon = Date.UTC(2026, 10, 20, 12);
const put = (pg: PostgresSession, at: number, passed: number, parked = 0): Promise<void> =>
  putFlowMinute(pg, [{ id: 1, workspace: 1, name: 'web', accepted: passed + parked, passed, dropped: 0, parked, lag: 0, reasons: {}, lastAt: null }], at);

it('tells what moved in each part of a time, whatever was missed in between, and what went out of quarantine as less', async () => {
  const { pg } = stores;
  await put(pg, noon - 90 * minute, 100);
  await put(pg, noon - 50 * minute, 130, 20);
  await put(pg, noon - 10 * minute, 150, 0);
  const { points, bucketSeconds } = await readHistory(pg, 1, { hours: 1, sourceId: undefined, now: noon });
  expect([bucketSeconds, points.length]).toEqual([60, 60]);
  const moved = points.filter((point) => point.accepted !== 0 || point.parked !== 0);
  expect(moved.map(({ accepted, passed, parked }) => [accepted, passed, parked])).toEqual([
    [50, 30, 20],
    [0, 20, -20],
  ]);
  expect((await readHistory(pg, 2, { hours: 1, sourceId: undefined, now: noon })).points.every(({ accepted }) => accepted === 0)).toBe(true);
});

it('forgets old minutes but the newest of them, from which rates are taken', async () => {
  const { pg } = stores;
  await forgetMinutes(pg, noon + 30 * 24 * 60 * minute);
  expect(await pg.query('SELECT passed FROM pipeline.flow_minute')).toEqual([{ passed: 150 }]);
});
