import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: 'Shanghai' }, 2: { city: 'Shanghai' }, 3: { city: 'Beijing', vip: true }, 4: {}, 5: { city: 'Shanghai', vip: true } });
  await world.addEvents([
    { profile: 1, at: '2026-05-30T00:00:00Z' },
    { profile: 3, at: '2026-05-31T00:00:00Z' },
  ]);
  for (const [key, rule] of Object.entries({
    shanghai: { trait: 'city', op: 'eq', value: 'Shanghai' },
    vip: { trait: 'vip', op: 'eq', value: true },
    buyers: { did: 'Order Completed' },
  }))
    await world.call('POST', '/segments', { key, rule, refresh: 'manual' });
});
afterAll(() => world.close());

const combine = async (op: string, of: string[]) => (await world.call('POST', '/segments/combine', { op, of })).body;

it('combines segments into a rule that names them, and counts it', async () => {
  expect(await combine('union', ['shanghai', 'vip'])).toMatchObject({ rule: { any: [{ segment: 'shanghai' }, { segment: 'vip' }] }, count: 4, total: 5 });
  expect(await combine('intersection', ['shanghai', 'vip'])).toMatchObject({ rule: { all: [{ segment: 'shanghai' }, { segment: 'vip' }] }, count: 1 });
  expect(await combine('difference', ['shanghai', 'vip', 'buyers'])).toMatchObject({
    rule: { all: [{ segment: 'shanghai' }, { not: { segment: 'vip' } }, { not: { segment: 'buyers' } }] },
    count: 1,
  });
});

it('says which of the segments does not exist', async () => {
  const { status, body } = await world.call('POST', '/segments/combine', { op: 'union', of: ['vip', 'nowhere'] });
  expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([400, ['/of/1/segment']]);
});

it('lays segments and rules over each other in one answer', async () => {
  const { status, body } = await world.call('POST', '/segments/overlap', { of: ['shanghai', 'vip', { did: 'Order Completed' }] });
  expect(status).toBe(200);
  expect(body.sets.map(({ segment, size }: { segment: string | null; size: number }) => [segment, size])).toEqual([
    ['shanghai', 3],
    ['vip', 2],
    [null, 2],
  ]);
  expect(body).toMatchObject({
    total: 5,
    none: 1,
    shared: [
      [3, 1, 1],
      [1, 2, 1],
      [1, 1, 2],
    ],
    jaccard: [
      [1, 1 / 4, 1 / 4],
      [1 / 4, 1, 1 / 3],
      [1 / 4, 1 / 3, 1],
    ],
    exclusive: [
      { of: [0], count: 1 },
      { of: [0, 1], count: 1 },
      { of: [0, 2], count: 1 },
      { of: [1, 2], count: 1 },
    ],
  });
});

it('looks at overlaps as of a past moment', async () => {
  const { status, body } = await world.call('POST', '/segments/overlap', { of: ['vip', 'buyers'], at: '2026-05-30T12:00:00Z' });
  expect([status, body]).toMatchObject([200, { sets: [{}, { size: 1 }] }]);
});
