import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { correctActivityOf } from './activity.store.ts';
import { readActivity } from './read/activity.read.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const at = (day: number): string => `2026-03-0${day} 10:00:00.000`;
const row = (position: number, origin: number, day: number, event = 'A', workspace = 1): string =>
  JSON.stringify({ workspace, event, origin_id: origin, profile_id: origin, ts: at(day), log_position: position, log_index: 0 });
const insert = (lines: readonly string[], token: string) => stores.clickhouse.insert('event_feed', Buffer.from(lines.join('\n')), { token });
const moment = (day: number): number => Date.UTC(2026, 2, day, 10);

it('counts what is done in a workspace, without what only identifies, once for however many repeats of an insert', async () => {
  const lines = [row(1, 7, 3), row(2, 7, 1), row(3, 7, 5, '$identify'), row(4, 8, 2), row(5, 7, 9, 'A', 2)];
  for (let repeat = 0; repeat < 3; repeat++) await insert(lines, 'one');
  await insert([row(6, 7, 4)], 'two');
  const found = await readActivity(stores.clickhouse, 1, [7, 8, 9]);
  expect([...found.values()].sort((a, b) => a.originId - b.originId)).toEqual([
    { originId: 7, events: 3, firstAt: moment(1), lastAt: moment(5) },
    { originId: 8, events: 1, firstAt: moment(2), lastAt: moment(2) },
  ]);
});

it('is put right from the timeline where it lacks events or has them twice, and left alone where it is right', async () => {
  const held = () => stores.clickhouse.query('SELECT workspace, origin_id, sum(events) AS n FROM event_activity GROUP BY ALL ORDER BY ALL');
  const right = await held();
  await stores.clickhouse.command('DELETE FROM event_activity WHERE origin_id = 8');
  await stores.clickhouse.insert('event_activity', Buffer.from(JSON.stringify({ workspace: 1, origin_id: 7, events: 3, first_at: at(1), last_at: at(5) })));
  for (let repeat = 0; repeat < 2; repeat++) {
    await correctActivityOf(stores.clickhouse, { first: 1, last: 6 });
    expect(await held()).toEqual(right);
  }
});
