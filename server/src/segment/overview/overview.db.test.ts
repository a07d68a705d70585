import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';
import { takeSnapshots } from '../snapshot/take.ts';

let world: Definitions;
const day = 86_400_000;
const inCity = (value: string) => ({ trait: 'city', op: 'eq', value });

// 2026-06-01 is a Monday; 12:00 UTC is 20:00 in Shanghai.
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: 'Shanghai' }, 2: { city: 'Shanghai' }, 3: { city: 'Beijing' }, 4: {} });
  await world.call('POST', '/segments', { key: 'east', name: '华东', rule: inCity('Shanghai'), refresh: 'manual', folder: '会员/地区' });
  await world.call('POST', '/segments', { key: 'outer', name: '外层', rule: { not: { segment: 'east' } }, refresh: 'manual' });
  await world.settle();
});
afterAll(() => world.close());

const folders = async () => (await world.call('GET', '/segment-folders')).body.items;

describe('folders', () => {
  it('are there by themselves, and by what is in them', async () => {
    expect((await world.call('POST', '/segment-folders', { path: ' 活动 / 春节 ' })).body).toEqual({ path: '活动/春节' });
    expect((await world.call('POST', '/segment-folders', { path: '活动/春节' })).status).toBe(409);
    expect((await world.call('POST', '/segment-folders', { path: ' / ' })).status).toBe(400);
    expect(await folders()).toEqual([
      { path: '会员', segments: 0 },
      { path: '会员/地区', segments: 1 },
      { path: '活动', segments: 0 },
      { path: '活动/春节', segments: 0 },
    ]);
  });

  it('move with everything in them, never into themselves nor over another', async () => {
    expect((await world.call('PUT', '/segment-folders', { from: '会员', to: '会员/里面' })).status).toBe(400);
    expect((await world.call('PUT', '/segment-folders', { from: '会员', to: '活动' })).status).toBe(409);
    expect((await world.call('PUT', '/segment-folders', { from: '不存在', to: '别处' })).status).toBe(404);
    expect((await world.call('PUT', '/segment-folders', { from: '会员', to: '活动/会员' })).body).toEqual({ moved: 1 });
    expect((await world.call('GET', '/segments/east')).body).toMatchObject({ folder: '活动/会员/地区', version: 1, state: 'ready' });
  });

  it('take segments without computing them anew, and go only when they hold none', async () => {
    expect((await world.call('DELETE', `/segment-folders?path=${encodeURIComponent('活动')}`)).status).toBe(409);
    expect((await world.call('POST', '/segment-folders/move', { keys: ['east', 'nowhere'], folder: '' })).body).toEqual({ moved: 1 });
    expect((await world.call('GET', '/segments/east')).body).toMatchObject({ folder: '', state: 'ready' });
    expect((await world.call('DELETE', `/segment-folders?path=${encodeURIComponent('活动')}`)).status).toBe(204);
    expect(await folders()).toEqual([]);
  });
});

it('shows every segment at a glance: what it says, how many, who uses it', async () => {
  const { body } = await world.call('GET', '/segment-overview');
  expect(body.items.map(({ key }: { key: string }) => key).toSorted()).toEqual(['east', 'outer']);
  const east = body.items.find(({ key }: { key: string }) => key === 'east');
  expect(east).toMatchObject({ name: '华东', count: 2, state: 'ready', usedBy: [{ kind: 'segment', key: 'outer', name: '外层' }], sinceYesterday: null });
  expect([east.days.length, east.days.at(-1), east.sentence.zh]).toEqual([30, 2, expect.stringContaining('Shanghai')]);
});

describe('snapshots', () => {
  const logger = pino({ level: 'silent' });
  const snapshots = async () => (await world.call('GET', '/segments/east/snapshots')).body;
  const take = () => takeSnapshots(world.base, logger);

  it('keep who was in it as the day began, even where they are late, and only as many as wanted', async () => {
    expect(await snapshots()).toEqual({ plan: null, items: [] });
    expect((await world.call('PUT', '/segments/east/snapshots', { every: 'daily', keep: 2 })).body.plan).toMatchObject({ nextAt: '2026-06-01T16:00:00.000Z' });
    expect(await take()).toBe(0);
    world.clock.advance(day); // 20:00 of the second of June
    await world.call('PUT', '/segments/east', { rule: { any: [] } });
    await world.settle();
    expect([await take(), await take()]).toEqual([1, 0]);
    expect((await snapshots()).items).toMatchObject([
      { key: 'east_20260602', name: '华东 2026-06-02', takenAt: '2026-06-01T16:00:00.000Z', count: 2, isAutomatic: true },
    ]);
    for (let turn = 0; turn < 2; turn++) {
      world.clock.advance(day);
      expect(await take()).toBe(1);
    }
    expect((await snapshots()).items.map(({ key, count }: { key: string; count: number }) => [key, count])).toEqual([
      ['east_20260604', 0],
      ['east_20260603', 0],
    ]);
  });

  it('stay when a rule names them, or when the schedule ends', async () => {
    await world.call('POST', '/segments', { key: 'names_it', rule: { list: 'east_20260603' }, refresh: 'manual' });
    for (let turn = 0; turn < 2; turn++) {
      world.clock.advance(day);
      await take();
    }
    expect((await snapshots()).items.map(({ key }: { key: string }) => key)).toEqual(['east_20260606', 'east_20260605', 'east_20260603']);
    expect((await world.call('DELETE', '/segments/east/snapshots')).status).toBe(204);
    expect((await world.call('DELETE', '/segments/east/snapshots')).status).toBe(404);
    world.clock.advance(2 * day);
    expect([await take(), (await snapshots()).items.length]).toEqual([0, 3]);
  });

  it('say of one that cannot be taken why', async () => {
    await world.call('POST', '/segments', { key: 'never', rule: inCity('Beijing'), refresh: 'manual' });
    await world.call('PUT', '/segments/never/snapshots', { every: 'weekly', keep: 1 });
    world.clock.advance(7 * day);
    expect(await take()).toBe(0);
    expect((await world.call('GET', '/segments/never/snapshots')).body.plan.problem).toContain('not been computed');
  });
});

it('tells what became of the members between two moments, of one segment and of two', async () => {
  const { clock } = world;
  await world.call('POST', '/segments', { key: 'a', rule: inCity('Shanghai'), refresh: 'manual' });
  await world.call('POST', '/segments', { key: 'b', rule: inCity('Beijing'), refresh: 'manual' });
  await world.settle();
  const before = new Date(clock.now()).toISOString();
  clock.advance(day);
  await world.call('PUT', '/segments/a', { rule: { any: [inCity('Beijing'), { trait: 'city', op: 'missing' }] } });
  await world.call('PUT', '/segments/b', { rule: { any: [inCity('Beijing'), inCity('Shanghai')] } });
  await world.settle();
  const flows = async (of: string[]) => (await world.call('POST', '/segments/movement', { of, from: before })).body.flows;
  expect(await flows(['a'])).toEqual([
    { from: [], to: [0], count: 2 },
    { from: [0], to: [], count: 2 },
  ]);
  expect(await flows(['a', 'b'])).toEqual([
    { from: [0], to: [1], count: 2 },
    { from: [], to: [0], count: 1 },
    { from: [1], to: [0, 1], count: 1 },
  ]);
  expect((await world.call('POST', '/segments/movement', { of: ['a'], from: '2026-09-01', to: '2026-08-01' })).status).toBe(400);
  expect((await world.call('POST', '/segments/movement', { of: ['nowhere'], from: before })).status).toBe(404);
});

it('gives runs and changes, the latest first', async () => {
  const runs = (await world.call('GET', '/segments/a/runs')).body.items;
  expect(runs.map(({ cause, members, changed }: { cause: string; members: number; changed: number }) => [cause, members, changed])).toEqual([
    ['edited', 2, 4],
    ['created', 2, 2],
  ]);
  const first = (await world.call('GET', '/segments/a/changes?order=desc&limit=4')).body;
  expect(first.items.map(({ profile, change }: { profile: number; change: string }) => `${profile} ${change}`)).toEqual([
    '4 entered',
    '3 entered',
    '2 left',
    '1 left',
  ]);
  const rest = (await world.call('GET', `/segments/a/changes?order=desc&limit=4&cursor=${first.next}`)).body;
  expect([rest.items.map(({ profile }: { profile: number }) => profile), rest.next]).toEqual([[2, 1], null]);
});
