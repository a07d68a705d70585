import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPipelineState } from '../state.read.ts';
import { openTestPipeline, type TestPipeline, track } from '../testing.ts';
import { readQuarantine } from '../quarantine.read.ts';
import { readReplay, requestReplay } from '../replay.store.ts';
import { readGroups } from './groups.read.ts';
import { previewMend } from './preview.ts';

let test: TestPipeline;
beforeAll(async () => {
  test = await openTestPipeline();
});
afterAll(() => test.close());

const everything = { afterPosition: 0, afterIndex: -1, limit: 100 };

it('shows what steps would make of real rows, runs them, and keeps the counters right', async () => {
  const { stores, log, deps } = test;
  const { pg, clickhouse } = stores;
  const pipeline = test.start();
  const ended = async (id: number) => {
    const state = async (): Promise<string | undefined> => {
      test.clock.advance(600); // replays are looked for twice a second
      return (await readReplay(pg, 1, id))?.state;
    };
    await expect.poll(state, { timeout: 20_000 }).toBe('done');
    return readReplay(pg, 1, id);
  };
  await test.send([
    ...Array.from({ length: 5 }, (_, index) => track(`n${index}`, { user_id: `u${index}`, event: 'Order Completed', properties: { price: '9' } })),
    track('t1', { userId: 'u1', timestamp: 'yesterday' }),
    track('x1', {}),
  ]);
  await test.settled();
  expect((await readGroups(clickhouse, 1, 10)).map(({ reason, event, events }) => [reason, event, events])).toEqual([
    ['missing_id', 'Order Completed', 5],
    ['missing_id', 'Product Viewed', 1],
    ['time_invalid', 'Product Viewed', 1],
  ]);

  const group = { reason: 'missing_id', event: 'Order Completed' };
  const half = await previewMend({ ...deps }, 1, group, [{ do: 'cast', path: 'properties.price', to: 'number' }]);
  expect([half.total, half.passing]).toEqual([5, 0]);
  expect(half.items[0]?.mended.raw).toContain('"price":9');
  // What was mended and still cannot pass keeps what was mended.
  await ended(await requestReplay(pg, 1, { filter: group, mend: [{ do: 'cast', path: 'properties.price', to: 'number' }], total: 5 }));
  const waiting = await readQuarantine(clickhouse, 1, group, everything);
  expect(waiting.map(({ isMended, raw }) => [isMended, raw.includes('"price":9')])).toEqual(Array.from({ length: 5 }, () => [1, true]));

  const whole = await previewMend({ ...deps }, 1, group, [{ do: 'rename', path: 'user_id', to: 'userId' }]);
  expect([whole.total, whole.passing, whole.items[0]?.offence.proposal?.steps]).toEqual([5, 5, [{ do: 'rename', path: 'user_id', to: 'userId' }]]);
  const renamed = await ended(await requestReplay(pg, 1, { filter: group, mend: [{ do: 'rename', path: 'user_id', to: 'userId' }], total: 5 }));
  expect(renamed).toMatchObject({ taken: 5, passed: 5, dropped: 0, total: 5 });

  const thrown = await ended(await requestReplay(pg, 1, { filter: { reason: 'missing_id' }, mend: [{ do: 'discard', note: 'nobody' }] }));
  expect(thrown).toMatchObject({ taken: 1, passed: 0, dropped: 1 });
  expect(await readPipelineState({ pg, log, sources: deps.sources }, 1)).toMatchObject({ accepted: 7, passed: 5, dropped: 1, parked: 1, lag: 0 });
  expect(await readQuarantine(clickhouse, 1, {}, everything)).toMatchObject([{ reason: 'time_invalid' }]);
  expect(await clickhouse.query("SELECT properties.price.:String AS price FROM event WHERE event = 'Order Completed' LIMIT 1")).toEqual([{ price: '9' }]);
  expect(await pg.query("SELECT events FROM pipeline.event_seen WHERE event = 'Order Completed'")).toEqual([{ events: 5 }]);
  await pipeline.stop();
});
