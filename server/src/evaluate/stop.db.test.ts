import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Task, TaskParticipant } from '#govern';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';
import type { Executor } from './executor.ts';
import { readNode } from './node.read.ts';
import { markComputing } from './node.store.ts';
import { reconcile } from './reconcile.ts';
import { causeWords } from './run-cause.ts';
import { runQueries } from './run-queries.ts';
import { markStaged, openRun } from './run.store.ts';
import { runTasks } from './run-task.ts';
import { runDue, type SchedulerDeps, startScheduler } from './scheduler.ts';
import type { Node, Run } from './types.ts';

const people = 200;
let world: Definitions;
let tasks: TaskParticipant;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  tasks = runTasks(world.base, false);
  await world.addProfiles(Object.fromEntries(Array.from({ length: people }, (_, index) => [index + 1, { city: index % 2 === 0 ? 'Shanghai' : 'Beijing' }])));
});
afterAll(() => world.close());

let number = 0;
let key = '';
const shanghai = { trait: 'city', op: 'eq', value: 'Shanghai' };
const everybody = { all: [] };
const create = async (more: object = {}): Promise<void> => {
  number++;
  key = `s${number}`;
  await world.call('POST', '/segments', { key, name: key, rule: shanghai, refresh: 'manual', ...more });
};
beforeEach(() => create());

const nodeOf = async (id = number): Promise<Node> => {
  const node = await readNode(world.stores.pg, { kind: 'segment', definitionId: id });
  if (node === undefined) throw new Error('no node');
  return node;
};
const segment = async (): Promise<Record<string, unknown>> => (await world.call('GET', `/segments/${key}`)).body;
const compute = (): Promise<unknown> => world.call('POST', `/segments/${key}/compute`);
const stop = (id = `segment.${key}`): Promise<boolean> => tasks.stop?.(world.workspace, id, 'Ann') ?? Promise.resolve(false);
const task = async (id = `segment.${key}`): Promise<Task | undefined> => tasks.find(world.workspace, id);
const rowsIn = async (table: string): Promise<number> =>
  (await world.stores.clickhouse.query<{ n: number }>(`SELECT count() AS n FROM ${table} WHERE segment_id = {id:UInt32}`, { id: number }))[0]?.n ?? -1;

/** Sleeps for ten minutes in the engine, a quarter of a second a row. */
const long = 'SELECT sum(sleepEachRow(0.25)) AS slept FROM numbers(2400) SETTINGS max_block_size = 1, max_threads = 1';
const asleep = async (): Promise<number> =>
  (
    await world.stores.clickhouse.query<{ n: number }>(
      `SELECT count() AS n FROM system.processes WHERE current_database = currentDatabase() AND query LIKE '%sleepEachRow%' AND query NOT LIKE '%processes%'`,
    )
  )[0]?.n ?? -1;
const isAsleep = (n: number): Promise<void> => expect.poll(asleep, { timeout: 20_000 }).toBe(n);

/** The same engine, but computing a segment takes ten minutes. */
function slow(): SchedulerDeps {
  const real = world.executors.segment;
  const segmentExecutor: Executor = {
    ...real,
    stage: async (run, signal) => {
      await world.stores.clickhouse.query(long, {}, runQueries([run.group], signal));
      return real.stage(run, signal);
    },
    stageTogether: async (staged, signal) => {
      await world.stores.clickhouse.query(
        long,
        {},
        runQueries(
          staged.runs.map(({ group }) => group),
          signal,
        ),
      );
      await real.stageTogether(staged, signal);
    },
  };
  return { ...world.deps, executors: { ...world.executors, segment: segmentExecutor } };
}
const runSlowly = (): Promise<readonly string[]> => runDue(slow(), new AbortController().signal);

it('ends the query of a run that takes long, and leaves what was there before, as of then', async () => {
  await world.settle();
  world.clock.advance(60_000);
  await world.call('PUT', `/segments/${key}`, { rule: everybody });
  const running = runSlowly();
  await isAsleep(1);
  expect(await task()).toMatchObject({ state: 'running', stopKeeps: { zh: expect.stringContaining('原有结果') } });
  expect(await stop()).toBe(true);
  expect(await running).toEqual(['stopped']);
  await isAsleep(0);
  expect(await segment()).toMatchObject({
    state: 'stopped',
    count: 100,
    computedAt: '2026-06-01T12:00:00.000Z',
    error: null,
    stopped: { by: 'Ann', at: '2026-06-01T12:01:00.000Z', resumesAt: null },
  });
  expect(await Promise.all(['membership', 'segment_pending'].map(rowsIn))).toEqual([100, 0]);
  expect(await task()).toMatchObject({ state: 'stopped', stopKeeps: null, problem: null, result: { zh: '由 Ann 停止，仍在使用上一次的结果' } });
  expect(await stop()).toBe(false);
  // The edit is not lost: whoever asks again gets it, with what has come since.
  expect(await world.settle()).toEqual([]);
  await compute();
  await world.settle();
  expect(await segment()).toMatchObject({ state: 'ready', count: people, stopped: null });
});

it('stops a run that waits for its turn, which then never begins', async () => {
  expect(await task()).toMatchObject({ state: 'waiting', id: `segment.${key}` });
  expect((await tasks.list({ workspace: world.workspace, which: 'open', before: undefined, limit: 10 })).map(({ id }) => id)).toEqual([`segment.${key}`]);
  expect(await stop()).toBe(true);
  expect(await world.settle()).toEqual([]);
  expect(await segment()).toMatchObject({ state: 'stopped', count: null, computedAt: null });
  expect(await task()).toMatchObject({ state: 'stopped', cause: causeWords.created });
});

it('does not begin a run that was found due before somebody stopped it', async () => {
  const before = await nodeOf();
  await stop();
  expect(await markComputing(world.stores.pg, [before])).toEqual([]);
});

it('keeps a stop across the death of the worker that computed, and ends the query that it left in the engine', async () => {
  const { pg, clickhouse } = world.stores;
  await markComputing(pg, [await nodeOf()]);
  const run = await begin();
  const left = clickhouse.query(long, {}, runQueries([run.group], new AbortController().signal)).then(
    () => 'ended',
    () => 'killed',
  );
  await isAsleep(1);
  expect(await stop(String(run.group))).toBe(true);
  expect(await left).toBe('killed');
  const scheduler = startScheduler(world.deps, { tickMs: 20 });
  await world.stores.pg.query('SELECT pg_sleep(0.3)');
  await scheduler.stop();
  expect(await segment()).toMatchObject({ state: 'stopped', count: null });
});

it('ends what a dead worker left in the engine when its run is begun anew', async () => {
  const { pg, clickhouse } = world.stores;
  await markComputing(pg, [await nodeOf()]);
  const run = await begin();
  const left = clickhouse.query(long, {}, runQueries([run.group], new AbortController().signal)).then(
    () => 'ended',
    () => 'killed',
  );
  await isAsleep(1);
  const scheduler = startScheduler(world.deps, { tickMs: 20 });
  await expect.poll(async () => (await nodeOf()).state, { timeout: 20_000 }).toBe('ready');
  await scheduler.stop();
  expect(await left).toBe('killed');
});

it('cannot take back changes that are fixed', async () => {
  const { pg } = world.stores;
  await markComputing(pg, [await nodeOf()]);
  const run = await begin();
  await world.executors.segment.stage(run, new AbortController().signal);
  await markStaged(pg, run.id, null);
  expect(await task()).toMatchObject({ state: 'running', stopKeeps: null });
  expect(await stop()).toBe(false);
  const scheduler = startScheduler(world.deps, { tickMs: 20 });
  await expect.poll(async () => (await nodeOf()).state, { timeout: 20_000 }).toBe('ready');
  await scheduler.stop();
  expect(await segment()).toMatchObject({ count: 100, stopped: null });
});

it('either stops or computes, never half of it, whenever the stop comes', async () => {
  await world.settle();
  for (let round = 0; round < 8; round++) {
    await world.call('PUT', `/segments/${key}`, { rule: round % 2 === 0 ? everybody : shanghai });
    const before = await rowsIn('membership FINAL');
    const running = world.settle();
    await world.stores.pg.query('SELECT pg_sleep($1)', [round * 0.012]);
    const isStopped = await stop();
    await running;
    const { state, count } = await segment();
    const after = await rowsIn('membership FINAL');
    expect([state, count, after, await rowsIn('segment_pending')]).toEqual(
      isStopped ? ['stopped', before, before, 0] : ['ready', round % 2 === 0 ? people : 100, count, 0],
    );
    await compute();
    await world.settle();
  }
});

it('computes the others again when one of many that share a statement is stopped', async () => {
  const first = key;
  await create({ rule: everybody });
  const running = runDue(slow(), new AbortController().signal);
  await isAsleep(1);
  expect(await stop()).toBe(true);
  // What is left is found due again, and takes its ten minutes by itself.
  await expect
    .poll(async () => [await asleep(), (await nodeOf()).state, (await nodeOf(number - 1)).state], { timeout: 20_000 })
    .toEqual([1, 'stopped', 'computing']);
  expect(await stop(`segment.${first}`)).toBe(true);
  await running;
  await world.call('POST', `/segments/${first}/compute`);
  await world.settle();
  expect([(await nodeOf(number - 1)).count, (await nodeOf()).count]).toEqual([100, null]);
});

it('lets what was edited after the run began have its turn', async () => {
  const running = runSlowly();
  await isAsleep(1);
  await world.call('PUT', `/segments/${key}`, { rule: everybody });
  expect(await stop()).toBe(true);
  await expect.poll(async () => (await nodeOf()).state, { timeout: 20_000 }).toBe('computing');
  await isAsleep(1);
  expect(await stop()).toBe(true);
  await running;
  expect(await segment()).toMatchObject({ state: 'stopped', count: null });
});

it('lets a stopped definition rest until its schedule, and a live one that stood follow changes meanwhile', async () => {
  const daily = key;
  await world.call('PUT', `/segments/${daily}`, { refresh: 'daily' });
  await create({ refresh: 'live' });
  await world.settle();
  for (const each of [daily, key]) {
    await world.call('POST', `/segments/${each}/compute`);
    expect(await stop(`segment.${each}`)).toBe(true);
  }
  await world.addProfiles({ 1001: { city: 'Shanghai' } });
  expect(await world.settle()).toEqual([]);
  expect(await segment()).toMatchObject({ state: 'stopped', count: 101, stopped: { resumesAt: '2026-06-01T16:00:00.000Z' } });
  expect((await world.call('GET', `/segments/${daily}`)).body).toMatchObject({ state: 'stopped', count: 100 });
  world.clock.advance(5 * 3600_000);
  expect(await world.settle()).toEqual(['done', 'done']);
  for (const each of [daily, key]) expect((await world.call('GET', `/segments/${each}`)).body).toMatchObject({ state: 'ready', count: 101, stopped: null });
});

it('stops a reconciliation for the day, and leaves what it would have compared as it is', async () => {
  await create({ refresh: 'live' });
  await world.settle();
  const reconciliations = runTasks(world.base, true);
  const running = reconcile({ ...slow(), zoneOf: () => 'UTC' }, { kind: 'segment', definitionId: number }, new AbortController().signal);
  await isAsleep(1);
  const id = `segment.${key}`;
  expect(await reconciliations.find(world.workspace, id)).toMatchObject({ state: 'running', stopKeeps: { zh: '结果不受影响，明天再核对' } });
  expect(await reconciliations.stop?.(world.workspace, id, 'Ann')).toBe(true);
  expect(await running).toBeUndefined();
  expect(await reconciliations.find(world.workspace, id)).toMatchObject({ state: 'stopped' });
  expect(await nodeOf()).toMatchObject({ state: 'ready', count: 101, drift: 0, reconciledAt: new Date(world.clock.now()) });
});

/** What a worker does at the beginning of a run. */
async function begin(): Promise<Run> {
  const { kind, definitionId, workspace, version } = await nodeOf();
  return openRun(world.stores.pg, { kind, definitionId, workspace, version, cause: 'created', at: world.clock.now(), position: 1, tagsSeen: {} });
}
