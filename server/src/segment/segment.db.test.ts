import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { livePending } from '#evaluate';
import { segmentsOf } from '#segment';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: 'Shanghai' }, 2: { city: 'Shanghai' }, 3: { city: 'Beijing' }, 4: {}, 5: { city: 'Shanghai' } });
  await world.addEvents([
    { profile: 1, at: '2026-05-30T00:00:00Z', properties: { revenue: 10 } },
    { profile: 1, at: '2026-05-31T00:00:00Z', properties: { revenue: 20 } },
    { profile: 2, at: '2026-04-01T00:00:00Z', properties: { revenue: 5 } },
    { profile: 3, at: '2026-05-31T00:00:00Z', properties: { revenue: 500 } },
  ]);
});
afterAll(() => world.close());

const inShanghai = { trait: 'city', op: 'eq', value: 'Shanghai' };
const bought = (days: number) => ({ did: 'Order Completed', window: { last: days, unit: 'day' } });
const members = async (key: string): Promise<number[]> => (await world.call('GET', `/segments/${key}/members`)).body.items;
const changes = async (key: string, query = ''): Promise<string[]> =>
  (await world.call('GET', `/segments/${key}/changes${query}`)).body.items.map(
    (item: { profile: number; change: string; cause: string }) => `${item.profile} ${item.change} ${item.cause}`,
  );
const create = (key: string, rule: object, more: object = {}) => world.call('POST', '/segments', { key, name: key, rule, refresh: 'live', ...more });

describe('a preview', () => {
  it('counts, samples and says what it asked', async () => {
    const { status, body } = await world.call('POST', '/segments/preview', { rule: { all: [inShanghai, bought(90)] }, limit: 1 });
    expect([status, body.count, body.total, body.sample]).toEqual([200, 2, 5, [1]]);
    expect(body.sql).toContain('SELECT');
    expect(body.sentence.en).not.toBe('');
    expect(body.dependencies).toMatchObject({ events: ['Order Completed'], traits: ['city'] });
  });

  it('sees events as of a past moment, in the workspace’s zone when the moment has none', async () => {
    const count = async (at: string): Promise<number> => (await world.call('POST', '/segments/preview', { rule: bought(1), at })).body.count;
    expect(await count('2026-05-30T08:00:00')).toBe(1); // 2026-05-30T00:00:00Z in Shanghai
    expect(await count('2026-05-30T07:59:59')).toBe(0);
    expect(await count('2026-05-30T00:00:00Z')).toBe(1);
    expect((await world.call('POST', '/segments/preview', { rule: bought(1), at: 'yesterday' })).body.errors[0].path).toBe('/at');
  });

  it('names every fault of a rule with its place', async () => {
    const { status, body } = await world.call('POST', '/segments/preview', { rule: { all: [{ trait: 'a', op: 'is', value: 1 }, { segment: 'nowhere' }] } });
    expect(status).toBe(400);
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual(['/rule/all/0/op', '/rule/all/1/segment']);
  });

  it('is killed in the engine when the client goes away', async () => {
    const url = await world.app.listen({ port: 0, host: '127.0.0.1' });
    const rule = { did: '*', where: { prop: 'a', op: 'eq', value: 'x' } };
    const many = { any: Array.from({ length: 300 }, (_, index) => ({ ...rule, where: { ...rule.where, value: `x${index}` } })) };
    const abort = new AbortController();
    const running = fetch(`${url}/api/v1/segments/preview`, {
      method: 'POST',
      body: JSON.stringify({ rule: many }),
      headers: { 'content-type': 'application/json' },
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(), 30);
    await expect(running).rejects.toThrow();
    const left = async (): Promise<number> =>
      (await world.stores.clickhouse.query(`SELECT 1 FROM system.processes WHERE query LIKE '%groupArraySorted%' AND query NOT LIKE '%system.processes%'`))
        .length;
    await expect.poll(left, { timeout: 10_000 }).toBe(0);
  });
});

describe('a segment', () => {
  it('is computed when it is made, and again when data has passed, with who entered and who left', async () => {
    const made = await create('buyers', bought(30));
    expect([made.status, made.body.state, made.body.count, made.headers['etag']]).toEqual([201, 'pending', null, '"1"']);
    expect(await livePending(world.deps, world.workspace)).toBe(1);
    await world.settle();
    expect((await world.call('GET', '/segments/buyers')).body).toMatchObject({ state: 'ready', count: 2, computedAt: '2026-06-01T12:00:00.000Z' });
    expect([await members('buyers'), await changes('buyers')]).toEqual([
      [1, 3],
      ['1 entered created', '3 entered created'],
    ]);

    await world.addEvents([{ profile: 4, at: '2026-06-20T00:00:00Z' }]);
    world.clock.set(Date.parse('2026-06-30T06:00:00Z'));
    expect(await livePending(world.deps, world.workspace)).toBe(1);
    await world.settle();
    expect(await livePending(world.deps, world.workspace)).toBe(0);
    expect(await members('buyers')).toEqual([4]);
    const later = ['1 left time', '3 left time', '4 entered data'];
    expect(await changes('buyers', '?since=2026-06-01T12:00:00Z')).toEqual(later);
    expect(await changes('buyers', '?since=2026-06-01T20:00:00')).toEqual(later); // the same moment in Shanghai
    expect((await changes('buyers', '?since=2026-06-01T19:59:59')).length).toBe(5);
  });

  it('pages members and changes', async () => {
    await create('everyone', { all: [] }, { refresh: 'manual' });
    await world.settle();
    for (const [list, expected] of [
      ['members', [1, 2, 3, 4, 5]],
      ['changes', [1, 2, 3, 4, 5]],
    ] as const) {
      const seen: number[] = [];
      let cursor = '';
      for (;;) {
        const { body } = await world.call('GET', `/segments/everyone/${list}?limit=2${cursor}`);
        seen.push(...body.items.map((item: number | { profile: number }) => (typeof item === 'number' ? item : item.profile)));
        if (body.next === null) break;
        cursor = `&cursor=${body.next}`;
      }
      expect(seen).toEqual(expected);
    }
  });

  it('refuses a second one with the same key, a rule that is wrong and a key that cannot be in a path', async () => {
    expect([(await create('everyone', { all: [] })).status, (await create('bad', { did: 1 })).status, (await create('a.b', { all: [] })).status]).toEqual([
      409, 400, 400,
    ]);
  });

  it('changes only for those who have seen the last version, and is computed again', async () => {
    const put = (rule: object, headers?: Record<string, string>) => world.call('PUT', '/segments/everyone', { rule }, headers);
    expect((await put(inShanghai, { 'if-match': '"7"' })).status).toBe(412);
    const changed = await put(inShanghai, { 'if-match': '"1"' });
    expect([changed.status, changed.body.version, changed.headers['etag'], changed.body.state]).toEqual([200, 2, '"2"', 'pending']);
    await world.settle();
    expect(await members('everyone')).toEqual([1, 2, 5]);
    expect((await changes('everyone')).slice(5)).toEqual(['3 left edited', '4 left edited']);
  });

  it('stands for its rule in other segments, which follow when it changes', async () => {
    await create('outer', { all: [{ segment: 'everyone' }, { not: { segment: 'buyers' } }] }, { refresh: 'hourly' });
    await world.settle();
    expect(await members('outer')).toEqual([1, 2, 5]);
    await world.call('PUT', '/segments/everyone', { rule: { trait: 'city', op: 'eq', value: 'Beijing' } });
    await world.settle();
    expect(await members('outer')).toEqual([3]);
  });

  it('cannot come back to itself, and cannot go while another one names it', async () => {
    const cycle = await world.call('PUT', '/segments/everyone', { rule: { segment: 'outer' } });
    expect([cycle.status, cycle.body.errors[0].path.startsWith('/rule')]).toEqual([400, true]);
    const refused = await world.call('DELETE', '/segments/everyone');
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('segment outer')]);
    expect((await world.call('DELETE', '/segments/outer')).status).toBe(204);
    expect((await world.call('DELETE', '/segments/everyone')).status).toBe(204);
    expect((await world.call('GET', '/segments/everyone')).status).toBe(404);
  });

  it('loses profiles that were merged away', async () => {
    await create('shanghai', inShanghai);
    await world.settle();
    await world.stores.clickhouse.command('UPDATE profile SET merged_into = 1 WHERE profile_id = 5');
    await world.call('POST', '/segments/shanghai/compute');
    await world.settle();
    expect([await members('shanghai'), (await changes('shanghai')).at(-1)]).toEqual([[1, 2], '5 left requested']);
  });

  it('shows with each profile', async () => {
    const found = await segmentsOf({ pg: world.stores.pg, clickhouse: world.stores.clickhouse }, world.workspace, [1, 2, 3, 4]);
    expect([...found].sort(([a], [b]) => a - b)).toEqual([
      [1, ['shanghai']],
      [2, ['shanghai']],
      [4, ['buyers']],
    ]);
  });
});
