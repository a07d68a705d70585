import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '#kernel';
import type { ClickHouse, Postgres, PostgresSession } from '#platform';
import { type LinkWorld, madeSettings, openLinkWorld } from '../../testing/linkage/link-world.ts';
import { madeRecords } from '../../testing/linkage/people.ts';
import { runNextLinkage } from './run/runner.ts';
import { askForDue } from './run/schedule.ts';

const records = [...madeRecords(900, 33)];
const signal = new AbortController().signal;
let world: LinkWorld;

/** Every third profile has a user id of its own. */
const userOf = (place: number): JsonObject => (place % 3 === 0 ? { userId: `u${place}` } : {});

beforeAll(async () => {
  world = await openLinkWorld();
  await world.receive(records, 0, userOf);
  await world.call('PUT', '/linkage', madeSettings);
});
afterAll(() => world.close());

const ask = async (): Promise<number> => Number((await world.call('POST', '/linkage/runs', { mode: 'full' }))['id']);
const standing = (): Promise<readonly { a: number; b: number }[]> =>
  world.pg.query('SELECT a_home AS a, b_home AS b FROM identify.merge WHERE undone_at IS NULL ORDER BY id');

/** A store that dies at the nth statement that matches; the worker does not come round to saying so. */
function mortal(pg: Postgres, statement: RegExp, nth: number): Postgres {
  let seen = 0;
  const watch = (session: PostgresSession): PostgresSession => ({
    query: (sql, values) => {
      if (statement.test(sql) && ++seen === nth) throw new Error('killed');
      if (seen >= nth && /UPDATE link\.run/.test(sql)) throw new Error('dead');
      return session.query(sql, values);
    },
  });
  return { ...pg, ...watch(pg), transaction: (work) => pg.transaction((tx) => work(watch(tx))) };
}

describe('a worker that dies', () => {
  it.each([
    ['while profiles are read', /INSERT INTO link\.seen/, 1],
    ['while pairs are written down', /INSERT INTO link\.pair/, 1],
    ['before its pairs stand', /SET state = 'applying'/, 1],
    ['while it merges', /INSERT INTO identify\.merge/, 7],
    ['after a batch of merges', /SELECT id, a_home AS a, b_home AS b, bits FROM link\.pair/, 2],
  ])('%s is followed by another, and nothing is doubled', async (_when, statement, nth) => {
    const id = await ask();
    const before = (await standing()).length;
    await expect(runNextLinkage({ ...world.deps, pg: mortal(world.pg, statement, nth) }, signal)).rejects.toThrow('dead');
    expect(await runNextLinkage(world.deps, signal)).toBeUndefined();
    expect(await runNextLinkage(world.deps, signal, { silentMs: -1 })).toBe(id);
    const run = await world.call('GET', `/linkage/runs/${id}`);
    expect(run).toMatchObject({ state: 'done', attempts: 2, pending: 0 });
    const after = await standing();
    expect(after.length - before).toBe(Number(run['links']));
    expect(new Set(after.map(({ a, b }) => `${a} ${b}`)).size).toBe(after.length);
    expect(await world.deps.clickhouse.query(`SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'linkage_run%'`)).toEqual([]);
    // What it made goes again, so that the next has the same to do.
    await world.pg.query('TRUNCATE link.run, link.pair, link.seen, identify.separation');
    await world.pg.query('DELETE FROM identify.merge');
    await world.pg.query('UPDATE identify.profile SET root_id = id');
    await world.pg.query('UPDATE identify.identifier SET profile_id = home_id');
  });

  it('three times of one run makes it fail, and the next can begin', async () => {
    const id = await ask();
    for (let death = 0; death < 3; death++)
      await expect(runNextLinkage({ ...world.deps, pg: mortal(world.pg, /INSERT INTO link\.seen/, 1) }, signal, { silentMs: -1 })).rejects.toThrow('dead');
    expect(await runNextLinkage(world.deps, signal, { silentMs: -1 })).toBe(id);
    expect(await world.call('GET', `/linkage/runs/${id}`)).toMatchObject({ state: 'failed', error: expect.stringContaining('DQ_LINKAGE_DIED') });
  });
});

it('a run that is cancelled ends, makes nothing more, and a later one sees everybody as new', async () => {
  const id = await ask();
  const { clickhouse } = world.deps;
  // It takes as long as it needs to hear of it.
  const slow: ClickHouse = {
    ...clickhouse,
    insert: async (...args) => {
      await sleep(2_500);
      await clickhouse.insert(...args);
    },
  };
  const running = runNextLinkage({ ...world.deps, clickhouse: slow }, signal);
  await sleep(300);
  await world.call('POST', `/linkage/runs/${id}/cancel`);
  expect(await running).toBe(id);
  expect(await world.call('GET', `/linkage/runs/${id}`)).toMatchObject({ state: 'cancelled', links: 0 });
  expect(await standing()).toEqual([]);
});

it('links obey limits: two user ids never stand on one profile, and what was refused can be seen', async () => {
  const run = await world.link('full');
  expect(Number(run['links'])).toBeGreaterThan(50);
  expect(Number(run['refused'])).toBeGreaterThan(5);
  const most = await world.pg.query<{ n: number }>(
    `SELECT max(n)::int AS n FROM (SELECT count(*) AS n FROM identify.identifier WHERE kind = 'user_id' GROUP BY profile_id) AS held`,
  );
  expect(most).toEqual([{ n: 1 }]);
  const { items } = await world.call('GET', '/linkage/review?state=refused&limit=5');
  expect(items).toMatchObject(Array.from({ length: 5 }, () => ({ state: 'refused', obstacle: { cause: 'limit', kind: 'user_id', most: 1 } })));
});

it('a schedule asks for one run a day, not before its hour', async () => {
  const { pipeline, deps, pg } = world;
  const clock = pipeline.clock;
  await world.call('PUT', '/linkage', { ...madeSettings, schedule: { every: 'day', hour: 3 } });
  const scheduled = () => pg.query<{ mode: string }>(`SELECT mode FROM link.run WHERE author = 'schedule' ORDER BY id`);
  await askForDue(deps);
  expect(await scheduled()).toEqual([]);
  clock.advance(24 * 3_600_000);
  await askForDue(deps);
  await askForDue(deps);
  // Another schedule alone makes nobody new.
  expect(await scheduled()).toEqual([{ mode: 'incremental' }]);
  await runNextLinkage(deps, signal);
  clock.advance(24 * 3_600_000);
  await askForDue(deps);
  expect(await scheduled()).toEqual([{ mode: 'incremental' }, { mode: 'incremental' }]);
  await runNextLinkage(deps, signal);
  await world.call('PUT', '/linkage', madeSettings);
});

it('verdicts move the model: what is said to be one person makes its levels likelier among matches', async () => {
  const before = await world.link('full');
  const { items } = await world.call('GET', '/linkage/review?state=refused&limit=200');
  const pairs: readonly { id: number; steps: readonly { comparison: string; label: string }[] }[] = JSON.parse(JSON.stringify(items));
  const differing = pairs.filter(({ steps }) => steps.some(({ comparison, label }) => comparison === 'tel' && label === 'different'));
  expect(differing.length).toBeGreaterThan(1);
  const mOf = (run: JsonObject): number => {
    const comparisons: readonly { name: string; levels: readonly { label: string; m: number }[] }[] = JSON.parse(JSON.stringify(run['comparisons']));
    return comparisons.find(({ name }) => name === 'tel')?.levels.find(({ label }) => label === 'different')?.m ?? Number.NaN;
  };
  for (const { id } of differing) await world.call('POST', `/linkage/review/${id}`, { verdict: 'different' });
  const apart = await world.link('full');
  expect(mOf(apart)).toBeLessThan(mOf(before));
  for (const { id } of differing) await world.call('POST', `/linkage/review/${id}`, { verdict: 'same' });
  expect(mOf(await world.link('full'))).toBeGreaterThan(mOf(apart));
});
