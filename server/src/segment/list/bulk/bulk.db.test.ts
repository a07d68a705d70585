import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../../testing/definitions.ts';
import { publishAliases } from '#identify';
import { registerBulkRoutes } from './routes.ts';
import { listChangeTasks } from './task.ts';
import { workOnListChanges } from './work.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.app.register(async (scope) => registerBulkRoutes(scope, { ...world.base, classOf: () => () => undefined }));
  await world.addProfiles(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [index + 1, { city: index < 3 ? 'Shanghai' : 'Beijing', level: index }])));
  await world.call('POST', '/lists', { key: 'spring', kind: 'profile', values: [] });
});
afterAll(() => world.close());

const shanghai = { trait: 'city', op: 'eq', value: 'Shanghai' };
const members = async (): Promise<number[]> => (await world.call('GET', '/lists/spring/members')).body.items;

async function change(change: 'add' | 'remove', rule: object): Promise<{ state: string; changed: number | null; error: string | null }> {
  const asked = await world.call('POST', '/lists/spring/changes', { change, rule });
  expect(asked.status).toBe(202);
  expect(await workOnListChanges(world.base)).toBe(true);
  return (await world.call('GET', `/lists/spring/changes/${asked.body.id}`)).body;
}

describe('a list changed by a rule', () => {
  it('gets everybody whom the rule finds, each once, and says how many were new', async () => {
    expect(await change('add', shanghai)).toMatchObject({ state: 'done', changed: 3 });
    expect(await change('add', { trait: 'level', op: 'lte', value: 4 })).toMatchObject({ changed: 2 });
    expect(await members()).toEqual([1, 2, 3, 4, 5]);
    const rows = await world.stores.clickhouse.query<{ n: number }>('SELECT count() AS n FROM list_member');
    expect(rows).toEqual([{ n: 5 }]);
  });

  it('loses them again', async () => {
    expect(await change('remove', shanghai)).toMatchObject({ state: 'done', changed: 3 });
    expect(await members()).toEqual([4, 5]);
    expect(await change('remove', shanghai)).toMatchObject({ changed: 0 });
  });

  it('makes whatever names it follow', async () => {
    await world.call('POST', '/segments', { key: 'invited', rule: { list: 'spring' }, refresh: 'daily' });
    await world.settle();
    await change('add', { trait: 'level', op: 'eq', value: 8 });
    await world.settle();
    expect((await world.call('GET', '/segments/invited/members')).body.items).toEqual([4, 5, 9]);
  });

  it('refuses rules that cannot be read, and lists that there are not', async () => {
    expect((await world.call('POST', '/lists/spring/changes', { change: 'add', rule: { trait: 'city', op: 'is' } })).status).toBe(400);
    expect((await world.call('POST', '/lists/none/changes', { change: 'add', rule: shanghai })).status).toBe(404);
  });

  it('loses those too whose merge the list does not show yet', async () => {
    const { pg, clickhouse } = world.stores;
    await pg.query('INSERT INTO identify.alias (from_id, root_id, workspace, position) VALUES (9, 4, $1, 1)', [world.workspace]);
    await publishAliases(clickhouse, [JSON.stringify({ from_id: 9, root_id: 4, version: 1, is_done: 0 })]);
    await clickhouse.command('UPDATE profile SET merged_into = 4 WHERE profile_id = 9');
    await world.call('POST', '/lists/spring/changes', { change: 'remove', rule: { trait: 'level', op: 'eq', value: 3 } });
    await workOnListChanges({ ...world.base, hasAliases: () => Promise.resolve(true) });
    expect(await clickhouse.query('SELECT origin_id AS id FROM list_member ORDER BY id')).toEqual([{ id: 5 }]);
    expect(await members()).toEqual([5]);
  });

  it('is a task, which can be stopped until it begins', async () => {
    const { pg } = world.stores;
    const tasks = listChangeTasks({ pg, clock: world.clock });
    const asked = await world.call('POST', '/lists/spring/changes', { change: 'remove', rule: { all: [] } });
    const id = String(asked.body.id);
    expect(await tasks.find(world.workspace, id)).toMatchObject({ state: 'waiting', title: { zh: '移出名单“spring”' } });
    expect(await tasks.stop?.(world.workspace, id, 'Ann')).toBe(true);
    expect(await workOnListChanges(world.base)).toBe(false);
    expect(await members()).toEqual([5]);
    expect((await tasks.list({ workspace: world.workspace, which: 'ended', before: undefined, limit: 10 }))[0]).toMatchObject({
      state: 'stopped',
      result: null,
    });
  });
});
