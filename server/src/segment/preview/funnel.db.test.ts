import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: 'Shanghai' }, 2: { city: 'Shanghai' }, 3: { city: 'Beijing' }, 4: {}, 5: { city: 'Shanghai', vip: true } });
  await world.addEvents([
    { profile: 1, at: '2026-05-30T00:00:00Z' },
    { profile: 2, at: '2026-04-01T00:00:00Z' },
    { profile: 3, at: '2026-05-31T00:00:00Z' },
  ]);
});
afterAll(() => world.close());

const inShanghai = { trait: 'city', op: 'eq', value: 'Shanghai' };
const bought = (days: number) => ({ did: 'Order Completed', window: { last: days, unit: 'day' } });
const never = { did: 'Order Completed', count: { op: 'eq', value: 0 } };
const vip = { trait: 'vip', op: 'eq', value: true };
const funnelOf = async (rule: object) => {
  const { status, body } = await world.call('POST', '/segments/preview', { rule, funnel: true });
  expect(status).toBe(200);
  const flat = (steps: { path: string; alone: number; leaves: number; isExclusion: boolean; branches: never[] }[]): unknown[] =>
    steps.map(({ path, alone, leaves, isExclusion, branches }) => [path, alone, leaves, ...(isExclusion ? ['out'] : []), ...flat(branches)]);
  return [body.count, body.total, body.funnel.join, flat(body.funnel.steps), body.sample];
};

it('shows what each condition leaves alone and in the order written, through nested alls', async () => {
  expect(await funnelOf({ all: [inShanghai, { all: [bought(90), { not: vip }] }, bought(10)] })).toEqual([
    1,
    5,
    'all',
    [
      ['/all/0', 3, 3],
      ['/all/1/all/0', 3, 2],
      ['/all/1/all/1', 4, 2, 'out'],
      ['/all/2', 2, 1],
    ],
    [1],
  ]);
});

it('counts people with nothing in a source where the condition holds of them', async () => {
  expect(await funnelOf({ all: [never, inShanghai] })).toEqual([
    1,
    5,
    'all',
    [
      ['/all/0', 2, 2],
      ['/all/1', 3, 1],
    ],
    [5],
  ]);
});

it('widens step by step in an any, and shows the branches of an any inside an all', async () => {
  expect((await funnelOf({ any: [bought(10), inShanghai] }))[3]).toEqual([
    ['/any/0', 2, 2],
    ['/any/1', 3, 4],
  ]);
  expect((await funnelOf({ all: [inShanghai, { any: [vip, bought(10)] }] }))[3]).toEqual([
    ['/all/0', 3, 3],
    ['/all/1', 3, 2, ['/all/1/any/0', 1, 1], ['/all/1/any/1', 2, 3]],
  ]);
});

it('opens neither-nor into one exclusion a branch', async () => {
  expect((await funnelOf({ all: [{ not: { any: [vip, bought(10)] } }] }))[3]).toEqual([
    ['/all/0/not/any/0', 4, 4, 'out'],
    ['/all/0/not/any/1', 3, 2, 'out'],
  ]);
});

it('works for a rule without conditions, and for one condition', async () => {
  expect(await funnelOf({ all: [] })).toEqual([5, 5, 'all', [], [1, 2, 3, 4, 5]]);
  expect((await funnelOf(vip))[3]).toEqual([['', 1, 1]]);
});
