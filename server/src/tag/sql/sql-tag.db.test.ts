import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: 'Shanghai' }, 2: { city: 'Beijing' }, 3: {} });
  await world.addEvents([
    { profile: 1, at: '2026-05-30T00:00:00Z', properties: { revenue: 10.5 } },
    { profile: 1, at: '2026-05-31T00:00:00Z', properties: { revenue: 20 } },
    { profile: 2, at: '2026-04-01T00:00:00Z', properties: { revenue: 5 } },
    { profile: 2, at: '2026-07-01T00:00:00Z', properties: { revenue: 500 } },
  ]);
  // What another workspace has, under ids of its own and under ones that are taken here.
  const { clickhouse } = world.stores;
  await clickhouse.command(`INSERT INTO profile (workspace, profile_id, merged_into, created_at, traits) VALUES (99, 77, 0, now64(), '{"city":"Secret"}')`);
  await clickhouse.command(
    `INSERT INTO event_feed (workspace, event, origin_id, profile_id, ts, type, revenue) VALUES (99, 'Order Completed', 1, 1, '2026-05-01', 'track', 999)`,
  );
  await clickhouse.command(`INSERT INTO tag_change (workspace, tag_id, profile_id, text) VALUES (99, 1, 1, 'secret')`);
});
afterAll(() => world.close());

const create = async (key: string, sql: string, more: object = {}) => {
  const made = await world.call('POST', '/tags', { key, definition: { sql }, ...more });
  if (made.status === 201) await world.settle();
  return made;
};
const values = async (key: string): Promise<unknown> =>
  Object.fromEntries(
    (await world.call('GET', `/tags/${key}/values`)).body.items.map(({ profile, value }: { profile: number; value: unknown }) => [profile, value]),
  );

describe('a tag by SQL', () => {
  it('takes what a statement selects, as its type, from this workspace and up to the moment only', async () => {
    const made = await create('spent', 'SELECT profile_id, sum(revenue) AS value FROM events GROUP BY profile_id', { type: 'number' });
    expect([made.status, made.body.type, made.body.refresh]).toEqual([201, 'number', 'daily']);
    expect(await values('spent')).toEqual({ 1: 30.5, 2: 5 });
    await create('place', 'SELECT profile_id, traits.city.:String AS value FROM profiles', { type: 'text' });
    expect(await values('place')).toEqual({ 1: 'Shanghai', 2: 'Beijing' });
    await create('both', `SELECT profile_id, groupUniqArray(name) AS value FROM events GROUP BY profile_id`, { type: 'list' });
    expect(await values('both')).toEqual({ 1: ['Order Completed'], 2: ['Order Completed'] });
    await create('rich', `SELECT profile_id, toFloat64(text) > 10 AS value FROM tags WHERE tag = 'spent'`, { type: 'boolean' });
    expect(await values('rich')).toEqual({ 1: true, 2: false });
    await create('last', `SELECT profile_id, toDate(max(ts)) AS value FROM events GROUP BY profile_id`, { type: 'date' });
    expect(await values('last')).toEqual({ 1: '2026-05-31', 2: '2026-04-01' });
    expect((await world.call('POST', '/segments/preview', { rule: { tag: 'spent', op: 'gt', value: 10 } })).body.sample).toEqual([1]);
  });

  it('gives nothing to profiles that this workspace does not have', async () => {
    await create('foreign', 'SELECT arrayJoin([1, 77, 12345]) AS profile_id, 1 AS value', { type: 'number' });
    expect(await values('foreign')).toEqual({ 1: 1 });
  });

  it.each([
    ['SELECT profile_id FROM profiles', 'DQ_SQL'],
    ['SELECT profile_id, nothing AS value FROM profiles', 'DQ_SQL'],
    ['SELECT profile_id value FROM FROM', 'DQ_SQL'],
    ['SELECT profile_id, text AS value FROM tag_value', 'DQ_SQL_NOT_ALLOWED'],
    ['SELECT workspace AS profile_id, 1 AS value FROM events', 'DQ_SQL'],
    ['SELECT profile_id, tag_1 AS value FROM profiles', 'DQ_SQL'],
    ['SELECT profile_id, 1 AS value FROM membership', 'DQ_SQL_NOT_ALLOWED'],
    ['SELECT 1 AS profile_id, text AS value FROM tag_pending', 'DQ_SQL_NOT_ALLOWED'],
  ])('%s is refused when it is saved', async (sql, code) => {
    const { status, body } = await create('x', sql, { type: 'text' });
    expect([status, body.errors[0].path, body.errors[0].code]).toEqual([400, '/definition/sql', code]);
  });

  it.each([
    ['SELECT arrayJoin([1, 1]) AS profile_id, 1 AS value', 'number', 'each profile once'],
    [`SELECT profile_id, 'many' AS value FROM profiles`, 'number', 'no number, such as "many"'],
    [`SELECT profile_id, 'soon' AS value FROM profiles`, 'date', 'no date'],
    ['SELECT profile_id, arrayJoin(range(100000000)) AS value FROM profiles', 'number', ''],
  ])('fails its run, and keeps what was there, for %s', async (sql, type, message) => {
    await world.call('POST', '/tags', { key: 'bad', definition: { sql }, type });
    await world.settle();
    const { body } = await world.call('GET', '/tags/bad');
    expect([body.state, body.error]).toEqual(['failed', expect.stringContaining(message)]);
    expect(await values('bad')).toEqual({});
    expect(await world.stores.clickhouse.query('SELECT count() AS n FROM tag_sql_result')).toEqual([{ n: 0 }]);
    await world.call('DELETE', '/tags/bad');
  });
});
