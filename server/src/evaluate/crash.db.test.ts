import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';
import { readNode } from './node.read.ts';
import { markComputing } from './node.store.ts';
import { markStaged, openRun } from './run.store.ts';
import { startScheduler } from './scheduler.ts';
import type { Node, Run } from './types.ts';

let world: Definitions;
let key: string;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles(Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [index + 1, { city: index % 2 === 0 ? 'Shanghai' : 'Beijing' }])));
});
afterAll(() => world.close());

let number = 0;
beforeEach(async () => {
  number++;
  key = `s${number}`;
  await world.call('POST', '/segments', { key, name: key, rule: { trait: 'city', op: 'eq', value: 'Shanghai' }, refresh: 'manual' });
});

const nodeOf = async (): Promise<Node> => {
  const node = await readNode(world.stores.pg, { kind: 'segment', definitionId: number });
  if (node === undefined) throw new Error('no node');
  return node;
};
/** What a worker does at the beginning of a run, before it dies. */
const begin = async (): Promise<Run> => {
  const { kind, definitionId, workspace, version, stoppedAt } = await nodeOf();
  await markComputing(world.stores.pg, [{ kind, definitionId, stoppedAt }]);
  return openRun(world.stores.pg, {
    kind,
    definitionId,
    workspace,
    version,
    cause: 'created',
    at: world.clock.now(),
    position: 1,
    tagsSeen: {},
  });
};
/** Rows in the change table, in both folds, and left in the stage. */
const rows = async (): Promise<number[]> => {
  const tables = ['segment_change', 'membership', 'membership_by_profile', 'segment_pending'];
  const counted = await Promise.all(
    tables.map((table) => world.stores.clickhouse.query<{ n: number }>(`SELECT count() AS n FROM ${table} WHERE segment_id = {id:UInt32}`, { id: number })),
  );
  return counted.map(([row]) => row?.n ?? -1);
};
const runsOf = (): Promise<readonly { error: string | null; finished: boolean }[]> =>
  world.stores.pg.query(`SELECT error, finished_at IS NOT NULL AS finished FROM evaluate.run WHERE kind = 'segment' AND definition_id = $1 ORDER BY id`, [
    number,
  ]);

/** A worker that starts, and stops when nothing is left to do. */
async function restart(): Promise<void> {
  const scheduler = startScheduler(world.deps, { tickMs: 20 });
  try {
    await expect.poll(async () => (await nodeOf()).state, { timeout: 30_000 }).toBe('ready');
  } finally {
    await scheduler.stop();
  }
}

it('computes once when nobody dies', async () => {
  await restart();
  expect([await rows(), (await nodeOf()).count]).toEqual([[1000, 1000, 1000, 0], 1000]);
});

it('throws away what a worker had staged when it died before it was fixed, and computes anew', async () => {
  const run = await begin();
  await world.executors.segment.stage(run, new AbortController().signal);
  expect(await rows()).toEqual([0, 0, 0, 1000]);
  await restart();
  expect(await rows()).toEqual([1000, 1000, 1000, 0]);
  expect(await runsOf()).toEqual([
    { error: 'interrupted', finished: true },
    { error: null, finished: true },
  ]);
});

it('finishes a run whose worker died after it was fixed, without computing it again', async () => {
  const run = await begin();
  await world.executors.segment.stage(run, new AbortController().signal);
  await markStaged(world.stores.pg, run.id, null);
  await restart();
  expect([await rows(), (await runsOf()).length]).toEqual([[1000, 1000, 1000, 0], expect.any(Number)]);
});

it('doubles nothing when a worker died between sending its changes and recording that it had', async () => {
  const run = await begin();
  await world.executors.segment.stage(run, new AbortController().signal);
  await markStaged(world.stores.pg, run.id, null);
  await world.executors.segment.publish(run.id, [run]);
  expect(await rows()).toEqual([1000, 1000, 1000, 1000]);
  await restart();
  expect([await rows(), (await nodeOf()).count]).toEqual([[1000, 1000, 1000, 0], 1000]);
});

it('completes what one table lacks when a worker died in the middle of sending', async () => {
  const run = await begin();
  await world.executors.segment.stage(run, new AbortController().signal);
  await markStaged(world.stores.pg, run.id, null);
  await world.stores.clickhouse.command('DROP VIEW segment_change_to_membership_by_profile');
  await world.executors.segment.publish(run.id, [run]);
  await world.stores.clickhouse.command(`CREATE MATERIALIZED VIEW segment_change_to_membership_by_profile TO membership_by_profile AS
    SELECT workspace, profile_id, segment_id, at AS since, run_id, toUInt8(change = 'left') AS is_left FROM segment_change`);
  expect(await rows()).toEqual([1000, 1000, 0, 1000]);
  await restart();
  expect(await rows()).toEqual([1000, 1000, 1000, 0]);
});

it('does not let a worker go on that was taken for dead', async () => {
  const run = await begin();
  await restart();
  expect(await markStaged(world.stores.pg, run.id, null)).toBe(false);
});

it('sweeps stages of runs that ended', async () => {
  const run = await begin();
  await world.executors.segment.stage(run, new AbortController().signal);
  await world.stores.pg.query('UPDATE evaluate.run SET finished_at = now() WHERE id = $1', [run.id]);
  await restart();
  expect(await rows()).toEqual([1000, 1000, 1000, 0]);
});

it('records why a definition cannot be computed, keeps what was there, and tries again', async () => {
  await restart();
  await world.stores.pg.query(`UPDATE segment.definition SET rule = '{"segment": "gone"}' WHERE key = $1`, [key]);
  await world.call('POST', `/segments/${key}/compute`);
  await world.settle();
  expect((await world.call('GET', `/segments/${key}`)).body).toMatchObject({
    state: 'failed',
    count: 1000,
    error: expect.stringContaining('no longer valid'),
    sentence: null,
  });
  await world.stores.pg.query(`UPDATE segment.definition SET rule = '{"all": []}' WHERE key = $1`, [key]);
  world.clock.advance(1001);
  await world.settle();
  expect((await world.call('GET', `/segments/${key}`)).body).toMatchObject({ state: 'ready', count: 2000, error: null });
});
