import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';
import { keepTagsUp } from './upkeep.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: {}, 2: {}, 3: {} });
  for (const id of [1, 2, 3]) {
    await world.stores.pg.query('INSERT INTO identify.profile (id, workspace, root_id, created_at) VALUES ($1, $2, $1, now())', [id, world.workspace]);
    await world.stores.pg.query(`INSERT INTO identify.identifier VALUES ($1, 'email', $2, $3, $3, 1, now(), now())`, [
      world.workspace,
      `p${id}@example.com`,
      id,
    ]);
  }
});
afterAll(() => world.close());

const create = (key: string, more: object) => world.call('POST', '/tags', { key, definition: { manual: true }, ...more });
const say = (key: string, values: readonly object[], more: object = {}) => world.call('POST', `/tags/${key}/values`, { values, ...more });
const items = async (key: string): Promise<{ profile: number; value: unknown; source: string; expiresAt: string | null }[]> =>
  (await world.call('GET', `/tags/${key}/values`)).body.items;
const values = async (key: string): Promise<unknown> => Object.fromEntries((await items(key)).map(({ profile, value }) => [profile, value]));
const keepUp = async (): Promise<readonly string[]> => {
  const touched = await keepTagsUp({ ...world.base, runner: world.deps });
  await world.settle();
  return touched;
};
const merge = (from: number, into: number) => world.stores.clickhouse.command(`UPDATE profile SET merged_into = ${into} WHERE profile_id = ${from}`);

describe('a manual value', () => {
  it('is set by profile or by identifier, with its source and until when it holds', async () => {
    await create('level', { type: 'text' });
    const said = await say(
      'level',
      [
        { profile: 1, value: 'gold' },
        { identifier: { kind: 'email', value: 'P2@Example.com' }, value: 'silver', expiresAt: '2026-06-05' },
      ],
      { source: 'crm' },
    );
    expect(said.body).toEqual({ changed: 2 });
    expect(await items('level')).toEqual([
      { profile: 1, value: 'gold', at: expect.any(String), source: 'crm', expiresAt: null },
      { profile: 2, value: 'silver', at: expect.any(String), source: 'crm', expiresAt: '2026-06-04T16:00:00.000Z' },
    ]);
    expect((await say('level', [{ profile: 1, value: 'gold' }], { source: 'crm' })).body).toEqual({ changed: 0 });
    expect((await say('level', [{ profile: 1, value: 'gold' }], { source: 'shop' })).body).toEqual({ changed: 1 });
  });

  it('is refused, all of them, for identifiers that nobody has and for entries that name two', async () => {
    const { status, body } = await say('level', [
      { identifier: { kind: 'email', value: 'x@example.com' }, value: 'x' },
      { profile: 1, identifier: { kind: 'email', value: 'p1@example.com' }, value: 'x' },
      { value: 'x' },
    ]);
    expect([status, body.errors.map(({ path }: { path: string }) => path)]).toEqual([400, ['/values/0/identifier', '/values/1', '/values/2']]);
  });

  it('goes when it has expired, and with the tag’s own limit unless it is said again', async () => {
    expect(await keepUp()).toEqual([]);
    world.clock.advance(4 * 86_400_000);
    expect(await keepUp()).toEqual(['level']);
    expect(await values('level')).toEqual({ 1: 'gold' });
    await create('fresh', { type: 'number', expiresAfter: { n: 10, unit: 'day' } });
    await say('fresh', [
      { profile: 1, value: 1 },
      { profile: 2, value: 2 },
    ]);
    world.clock.advance(9 * 86_400_000);
    expect((await say('fresh', [{ profile: 2, value: 2 }])).body).toEqual({ changed: 1 });
    world.clock.advance(2 * 86_400_000);
    expect(await keepUp()).toEqual(['fresh']);
    expect(await values('fresh')).toEqual({ 2: 2 });
  });

  it('follows a merge, the newest word winning, and goes back with an unmerge', async () => {
    await create('note', { type: 'text' });
    await say('note', [{ profile: 1, value: 'older' }]);
    world.clock.advance(1000);
    await say('note', [
      { profile: 2, value: 'newer' },
      { profile: 3, value: 'third' },
    ]);
    await merge(2, 1);
    expect(await keepUp()).toContain('note');
    expect(await values('note')).toEqual({ 1: 'newer', 3: 'third' });
    world.clock.advance(1000);
    await say('note', [{ profile: 1, value: null }]);
    expect(await keepUp()).toEqual([]);
    expect(await values('note')).toEqual({ 3: 'third' });
    await merge(2, 0);
    expect(await keepUp()).toContain('note');
    expect(await values('note')).toEqual({ 2: 'newer', 3: 'third' });
  });

  it('can be read as of a moment before a merge, as of one after it, and never shows the words of nobody', async () => {
    await create('mark', { type: 'text' });
    await say('mark', [{ profile: 2, value: 'two' }]);
    const before = new Date(world.clock.now()).toISOString();
    world.clock.advance(60_000);
    await merge(2, 1);
    await keepUp();
    world.clock.advance(60_000);
    const found = async (at: string) => (await world.call('POST', '/segments/preview', { rule: { tag: 'mark', op: 'eq', value: 'two' }, at })).body.sample;
    expect([await found(before), await found(new Date(world.clock.now() - 1000).toISOString())]).toEqual([[1], [1]]);
    await merge(2, 0);
    await keepUp();
  });
});

describe('an upload of values', () => {
  const upload = async (key: string, csv: string, fields: Record<string, string> = {}) => {
    const part = (head: string, body: string): string => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
    const payload = `${Object.entries(fields)
      .map(([name, value]) => part(`name="${name}"`, value))
      .join('')}${part('name="file"; filename="v.csv"\r\nContent-Type: text/csv', csv)}--b--\r\n`;
    const answer = await world.app.inject({
      method: 'POST',
      url: `/api/v1/tags/${key}/upload`,
      payload,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });
    return { status: answer.statusCode, body: answer.json() };
  };

  it('sets what it can read, and says which rows lead to nobody or are of another type', async () => {
    await create('score', { type: 'number' });
    const csv = 'Email,Value,expires_at\np1@example.com,1.50,\nP3@example.com,7,2099-01-01\nx@example.com,2,\np2@example.com,many,\n,3,\n';
    expect((await upload('score', csv, { kind: 'email', source: 'survey' })).body).toEqual({
      rows: 5,
      changed: 2,
      unmatchedCount: 1,
      unmatched: ['x@example.com'],
      invalidCount: 2,
      invalid: [
        { row: 4, message: '"many" is no number' },
        { row: 5, message: 'the row names nobody' },
      ],
    });
    expect(await items('score')).toEqual([
      { profile: 1, value: 1.5, at: expect.any(String), source: 'survey', expiresAt: null },
      { profile: 3, value: 7, at: expect.any(String), source: 'survey', expiresAt: '2099-01-01T00:00:00.000Z' },
    ]);
    expect((await upload('score', csv, { kind: 'email', source: 'survey' })).body.changed).toBe(0);
  });

  it('reads lists between semicolons, by profile id, and takes values away', async () => {
    await create('likes', { type: 'list' });
    await upload('likes', 'profile,likes\n1,a; b\n2,c\n', { valueColumn: 'likes' });
    expect(await values('likes')).toEqual({ 1: ['a', 'b'], 2: ['c'] });
    await upload('likes', 'profile,likes\n1,\n', { valueColumn: 'likes' });
    expect(await values('likes')).toEqual({ 2: ['c'] });
  });

  it('is refused without its columns, and for tags that are computed', async () => {
    expect((await upload('likes', 'a,b\n1,2\n')).body.errors.map(({ message }: { message: string }) => message)).toEqual([
      'there is no column profile',
      'there is no column value',
    ]);
    await world.call('POST', '/tags', { key: 'computed', definition: { rule: { all: [] } } });
    expect((await upload('computed', 'profile,value\n1,true\n')).status).toBe(400);
  });
});

describe('a computed value', () => {
  it('goes when no run has confirmed it for longer than the tag allows', async () => {
    await world.call('POST', '/tags', { key: 'everyone', definition: { rule: { all: [] } }, refresh: 'manual', expiresAfter: { n: 1, unit: 'day' } });
    await world.settle();
    world.clock.advance(86_000_000);
    expect(await keepUp()).not.toContain('everyone');
    world.clock.advance(500_000);
    expect(await keepUp()).toContain('everyone');
    expect(await values('everyone')).toEqual({});
    await world.call('POST', '/tags/everyone/compute');
    await world.settle();
    expect(await values('everyone')).toMatchObject({ 1: true, 3: true });
  });
});
