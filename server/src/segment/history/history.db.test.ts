import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

let world: Definitions;
const day = 86_400_000;
const cities = async (rule: object): Promise<void> => {
  await world.call('PUT', '/segments/moving', { rule });
  await world.settle();
};
const inCity = (value: string) => ({ trait: 'city', op: 'eq', value });

// 12:00 UTC is 20:00 in Shanghai, so a day later at 17:00 UTC it is the day after that there.
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: 'Shanghai' }, 2: { city: 'Shanghai' }, 3: { city: 'Beijing' } });
  await world.call('POST', '/segments', { key: 'moving', rule: inCity('Shanghai'), refresh: 'manual', folder: 'places/east', owner: 'Ann' });
  await world.settle();
  world.clock.set(Date.parse('2026-06-02T17:00:00Z'));
  await cities(inCity('Beijing'));
  world.clock.advance(2 * day);
  await cities({ any: [inCity('Beijing'), inCity('Shanghai')] });
  world.clock.advance(day);
});
afterAll(() => world.close());

describe('the history of a segment', () => {
  it('tells its size, who entered and who left, by day of the workspace', async () => {
    const { items } = (await world.call('GET', '/segments/moving/sizes')).body;
    expect(items.map((item: Record<string, unknown>) => Object.values(item))).toEqual([
      ['2026-06-01', 2, 2, 0],
      ['2026-06-02', 2, 0, 0],
      ['2026-06-03', 1, 1, 2],
      ['2026-06-04', 1, 0, 0],
      ['2026-06-05', 3, 2, 0],
      ['2026-06-06', 3, 0, 0],
    ]);
    const part = (await world.call('GET', '/segments/moving/sizes?from=2026-06-03&to=2026-06-04')).body.items;
    expect(part.map(({ size }: { size: number }) => size)).toEqual([1, 1]);
    expect((await world.call('GET', '/segments/moving/sizes?from=2010-01-01')).status).toBe(400);
  });

  it('knows who was in it at any past moment, page by page', async () => {
    const at = async (moment: string, query = '') => (await world.call('GET', `/segments/moving/members?at=${moment}${query}`)).body;
    expect((await at('2026-06-01T10:00:00Z')).items).toEqual([]);
    expect((await at('2026-06-03')).items).toEqual([1, 2]); // as that day began in Shanghai
    expect((await at('2026-06-04')).items).toEqual([3]);
    const first = await at('2026-06-06', '&limit=2');
    expect([first.items, (await at('2026-06-06', `&limit=2&cursor=${first.next}`)).items]).toEqual([[1, 2], [3]]);
  });

  it('says what it hangs on and what hangs on it', async () => {
    await world.call('POST', '/segments', { key: 'inner', rule: { all: [{ segment: 'moving' }, { did: 'Order Completed' }] }, refresh: 'manual' });
    await world.call('POST', '/segments', { key: 'outer', rule: { not: { segment: 'inner' } }, refresh: 'manual' });
    expect((await world.call('GET', '/segments/inner/dependencies')).body).toMatchObject({
      uses: { events: ['Order Completed'], traits: ['city'], segments: ['moving'] },
      usedBy: [{ kind: 'segment', key: 'outer' }],
    });
    expect((await world.call('GET', '/segments/moving/dependencies')).body).toMatchObject({
      usedBy: [{ kind: 'segment', key: 'inner' }],
      followedBy: [
        { kind: 'segment', key: 'inner' },
        { kind: 'segment', key: 'outer' },
      ],
    });
  });

  it('keeps owner and folder when something else changes, and its result when only words do', async () => {
    expect((await world.call('PUT', '/segments/moving', { name: 'Moving' })).body).toMatchObject({
      name: 'Moving',
      folder: 'places/east',
      owner: 'Ann',
      state: 'ready',
    });
    expect((await world.call('PUT', '/segments/moving', { folder: '', owner: 'Bob' })).body).toMatchObject({ folder: '', owner: 'Bob' });
  });
});
